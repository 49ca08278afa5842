import type { JsonObject } from "../json/json-value.js";
import { type Place, refuse } from "../json/rule.js";
import { topicEndings } from "./headers.js";

/** What a Live Activity needs, and how many of them each event does. */
const requiredKeys = ["event", "timestamp", "content-state", "attributes-type", "attributes", "alert"];
const requiredCounts = { start: 6, update: 3, end: 2 };

/** The keys that nothing but a Live Activity has. */
const liveActivityKey = /^(event|timestamp|content-state|.+-date|attributes.*|input.+)$/;

/** Whether a notification changes what a person sees or hears. */
function isVisible({ alert, badge, sound }: JsonObject): unknown {
  // Of a string these are its characters, of a dictionary its texts.
  return badge !== undefined || sound || Object.values(alert ?? "").join("");
}

/**
 * The headers that a payload calls for, completed by what the caller gave.
 * Refuses what APNs or the device would drop: keys that contradict each other, the push type, the priority or the topic.
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
  const topic = given["apns-topic"] ?? "";
  const visible = isVisible(aps);

  const endings: Readonly<Record<string, string>> = topicEndings;
  const typeOfTopic = Object.keys(endings).find((known) => topic.endsWith(endings[known] ?? ""));
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

  for (const key of requiredKeys.slice(0, event ? requiredCounts[event] : 1)) {
    check(live && !aps[key], `aps.${key}`, "be set");
  }
  for (const key of Object.keys(aps)) check(!live && liveActivityKey.test(key), `aps.${key}`, "be absent");
  check(type === "mdm" && payload.aps, "aps", "be absent");
  check(!live && (aps["relevance-score"] as number) > 1, "aps.relevance-score", "be at most 1");
  check(
    silent ? visible || !aps["content-available"] : type === "alert" && !visible,
    "aps",
    silent ? "have content-available and nothing to show" : "have an alert, badge or sound to show",
  );
  check(silent && headers["apns-priority"] !== "5", "headers.apns-priority", "be 5");
  check(
    topic && typeOfTopic !== (endings[type] && type),
    "headers.apns-topic",
    `end in ${endings[type] ?? "the bundle id"}`,
  );
  return headers;
}
