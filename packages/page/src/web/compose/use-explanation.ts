import type { Notification } from "@nh/payloads";
import { useEffect, useState } from "preact/hooks";
import { control } from "../hub/control.js";
import type { Explanation } from "../hub/types.js";
import { useHub } from "../hub/use-hub.js";
import type { DraftTarget } from "./draft.js";

const TYPING_MS = 150;

/**
 * Whom a notification would reach, as the hub says. The hub is asked again when the notification,
 * the audience or the devices change.
 *
 * @returns undefined until the hub has said so, and for a push to one device.
 */
export function useExplanation(notification: Notification | undefined, target: DraftTarget): Explanation | undefined {
  const hub = useHub((state) => state.connection?.hub);
  const devices = useHub((state) => state.devices);
  const faults = useHub((state) => state.faults);
  const [explanation, setExplanation] = useState<Explanation>();
  const audience = target.kind === "expression" ? target.text : null;
  const isAsked = hub !== undefined && target.kind !== "device" && notification !== undefined;
  useEffect(() => {
    if (!isAsked) return setExplanation(undefined);
    const { platform, body, headers } = notification;
    let current = true;
    const timer = setTimeout(() => {
      control.explain({ hub, platform, audience, body, headers, limit: 200 }).then(
        (found) => current && setExplanation(found),
        () => current && setExplanation(undefined),
      );
    }, TYPING_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [hub, isAsked, audience, JSON.stringify(notification), devices, faults]);
  return explanation;
}
