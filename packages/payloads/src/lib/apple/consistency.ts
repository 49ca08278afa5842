import type { JsonObject } from "../json/json-value.js";
import { type Place, refuse } from "../json/rule.js";
import { topicEndings } from "./headers.js";
import type { ApplePushType } from "./types.js";

/** Keys that only a Live Activity has, and its events that know them. */
const liveActivityKeys: readonly (readonly [RegExp, string])[] = [
  [/^(attributes|input-)/, "start"],
  [/^dismissal/, "end"],
  [/^(timestamp|content-state|stale)/, "start, update or end"],
];

/** The push type a payload calls for, or the topic when its ending says so. */
export function inferPushType({ aps, mdm }: JsonObject, topic = ""): string {
  const known = (aps ?? {}) as JsonObject;
  if (known["event"]) return "liveactivity";
  if (mdm) return "mdm";
  const byTopic = Object.entries(topicEndings).find(([, ending]) => ending && topic.endsWith(ending));
  return byTopic ? byTopic[0] : known["content-available"] && !isVisible(known) ? "background" : "alert";
}

/** Whether a notification changes what a person sees or hears. */
function isVisible({ alert, badge, sound }: JsonObject): boolean {
  return (
    badge !== undefined ||
    !!sound ||
    (typeof alert === "string" ? !!alert :
    ["title", "subtitle", "body", "title-loc-key", "subtitle-loc-key", "loc-key"].some((key) => (alert as JsonObject)?.[key]))
  );
}

/**
 * Refuses what APNs or the device would drop: keys that contradict each other, the push type, the priority or the topic.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID for the first contradiction.
 */
export function checkConsistency(payload: JsonObject, headers: Readonly<Record<string, string>>, place: Place): void {
  const type = headers["apns-push-type"] as ApplePushType;
  const aps = (payload["aps"] ?? {}) as JsonObject;
  const event = aps["event"] as "start" | "update" | "end";
  const topic = headers["apns-topic"];
  const live = type === "liveactivity";
  const silent = type === "background";
  const visible = isVisible(aps);
  const check = (fault: unknown, field: string, rule: string) => fault && refuse({ ...place, field }, rule);

  check(live !== !!event, "aps.event", "and push type liveactivity need each other");
  for (const [pattern, events] of liveActivityKeys) {
    const key = Object.keys(aps).find((name) => pattern.test(name));
    check(key && !events.includes(event), `aps.${key}`, `is only for event ${events}`);
  }
  const needs = ["timestamp", "content-state", "attributes-type", "attributes", "alert"];
  for (const key of needs.slice(0, { start: 5, update: 2, end: 1 }[event] ?? 0)) {
    check(aps[key] === undefined, `aps.${key}`, `is needed for event ${event}`);
  }
  check(!live && (aps["relevance-score"] as number) > 1, "aps.relevance-score", "must be at most 1");
  check(silent && (visible || !aps["content-available"]), "aps", "must hold content-available, and no alert, badge or sound, for push type background");
  check(silent && headers["apns-priority"] !== "5", "headers.apns-priority", "must be 5 for push type background");
  check(type === "alert" && !visible, "aps", "must hold an alert, badge or sound, or the device shows nothing");
  check(topic && !topic.endsWith(topicEndings[type]), "headers.apns-topic", `must end in ${topicEndings[type]} for push type ${type}`);
}
