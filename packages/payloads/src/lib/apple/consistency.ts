import type { JsonObject } from "../json/json-value.js";
import { type Place, refuse } from "../json/rule.js";
import { topicEndings } from "./headers.js";

/** What a Live Activity needs: the first of these for `end`, the first two for `update`, all for `start`. */
const liveActivityKeys = ["timestamp", "content-state", "attributes-type", "attributes", "alert"];

/** Whether a notification changes what a person sees or hears. */
function isVisible({ alert, badge, sound }: JsonObject): unknown {
  // Of a string these are its characters, of a dictionary its texts.
  return badge !== undefined || sound || Object.values(alert ?? "").join("");
}

/**
 * The headers that a payload calls for, completed by what the caller gave.
 * Refuses what APNs or the device would drop: keys that contradict each other, the push type or the priority. The topic is not checked: the hub takes its own
 * from its Apple credential.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID for the first contradiction.
 */
export function completeHeaders(
  payload: JsonObject,
  given: Readonly<Record<string, string>>,
  place: Place,
): Record<string, string> {
  const aps = (payload.aps ?? {}) as JsonObject;
  const event = aps.event as "start" | "update" | "end" | undefined;
  const visible = isVisible(aps);

  const typeOfTopic = Object.entries(topicEndings).find(([, ending]) => given["apns-topic"]?.endsWith(ending))?.[0];
  const type =
    given["apns-push-type"] ??
    (event
      ? "liveactivity"
      : payload.mdm
        ? "mdm"
        : (typeOfTopic ?? (aps["content-available"] && !visible ? "background" : "alert")));
  const live = type === "liveactivity";
  const silent = type === "background";
  const headers = { "apns-push-type": type, ...(silent && { "apns-priority": "5" }), ...given };
  const check = (fault: unknown, field: string, rule: string) =>
    fault && refuse({ ...place, field }, `must ${rule} for push type ${type}`);

  check(live !== !!event, "aps.event", live ? "be set" : "be absent");
  for (const key of liveActivityKeys.slice(0, event ? { start: 5, update: 2, end: 1 }[event] : 0)) {
    check(!aps[key], `aps.${key}`, "be set");
  }
  check(!live && (aps["relevance-score"] as number) > 1, "aps.relevance-score", "be at most 1");
  check(
    silent ? visible || !aps["content-available"] : type === "alert" && !visible,
    "aps",
    silent ? "have content-available and nothing to show" : "have an alert, badge or sound to show",
  );
  check(silent && headers["apns-priority"] !== "5", "headers.apns-priority", "be 5");
  return headers;
}
