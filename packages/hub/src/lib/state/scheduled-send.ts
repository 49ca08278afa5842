import type { IncomingNotification } from "../pushes/incoming-notification.js";

/** A send that is not yet due. */
export interface ScheduledSend {
  readonly hub: string;
  readonly id: string;
  readonly dueAtMs: number;
  readonly notification: IncomingNotification;
  /** The expression as it was sent. Undefined for a broadcast. */
  readonly tags: string | undefined;
  readonly host: string;
  readonly apiVersion: string;
  readonly enqueuedAtMs: number;
}
