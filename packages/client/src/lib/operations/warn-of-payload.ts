import type { Notification } from "@nh/payloads";
import type { ClientEventListener } from "../events.js";

/** Passes on what the builder of a notification warns of. */
export function warnOfPayload(onEvent: ClientEventListener | undefined, notification: Notification): void {
  for (const warning of notification.warnings ?? []) {
    onEvent?.({
      type: "warning",
      code: "payload",
      message: `${notification.platform}: ${warning.message}`,
      warning,
    });
  }
}
