import { below, type Place, refuse, warn } from "../json/place.js";
import { pushTypeOfTopic, topicEndings } from "./topic.js";
import { type SentAps, showsSomething } from "./visible.js";

/** What decides the push type of a payload that was checked. */
export interface SentPayload {
  readonly aps?: SentAps;
  readonly mdm?: string;
}

/** Every push type that this package knows; Apple adds some with new systems. */
export const pushTypes = ["alert", "background", "mdm", ...topicEndings.keys()];

/** The push type of a payload for which the caller names none. */
export function inferPushType({ aps = {}, mdm }: SentPayload, topic: string | undefined): string {
  if (aps.event !== undefined) return "liveactivity";
  if (mdm !== undefined) return "mdm";
  return pushTypeOfTopic(topic) ?? (wakesOnly(aps) ? "background" : "alert");
}

/**
 * Holds payload, priority and topic to the push type (Apple, "Sending notification requests to
 * APNs", `apns-push-type`, and "Pushing background updates to your App").
 *
 * @param root The place of the whole payload.
 * @throws {PayloadError} NH_PAYLOAD_INVALID for what APNs or the device would drop.
 */
export function checkPushType(
  pushType: string,
  { aps = {} }: SentPayload,
  root: Place,
  priority?: string,
  topic?: string,
): void {
  const check = (isRight: boolean, field: string, rule: string): void => {
    if (!isRight) refuse(below(root, field), `must ${rule} for push type ${pushType}`);
  };
  const hasEvent = aps.event !== undefined;
  check(hasEvent === (pushType === "liveactivity"), "aps.event", hasEvent ? "not be set" : "be set");
  if (pushType === "background") {
    check(wakesOnly(aps), "aps", "have content-available and no alert, badge or sound");
    check(priority === "5", "headers.apns-priority", "be 5");
    for (const key of ["alert", "sound"] as const) {
      if (aps[key] !== undefined) warn(below(root, `aps.${key}`), "ignored-key", "is empty; remove it");
    }
  }
  if (pushType === "alert" || aps.event === "start") {
    check(showsSomething(aps), "aps", "have an alert, badge or sound");
  }
  const ending = topicEndings.get(pushType) ?? "";
  check(topic === undefined || topic.endsWith(ending), "headers.apns-topic", `end in ${ending}`);
}

/** Whether a push wakes the app and tells people nothing. */
export function wakesOnly(aps: SentAps): boolean {
  return aps["content-available"] === 1 && !showsSomething(aps);
}
