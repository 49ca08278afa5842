import type { JsonObject } from "../json/json-value.js";
import { type Place, refuse } from "../json/rule.js";
import { appleHeaders, topicEndings } from "./headers.js";
import type { AppleOptions } from "./types.js";

/**
 * The headers that a payload calls for, completed by what the caller gave.
 * Refuses what APNs or the device would drop: keys that contradict each other, the push type, the priority or the topic.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID for the first contradiction.
 */
export function completeHeaders(payload: JsonObject, options: AppleOptions, place: Place): Record<string, string> {
  const given = appleHeaders(options, place);
  const { alert, badge, sound, event, "content-available": wakes } = (payload.aps ?? {}) as JsonObject;
  // What a person sees or hears. Of an alert that is text these are its characters, of a dictionary its texts.
  const visible = [badge, sound, ...Object.values(alert ?? "")].join("");
  const topic = given["apns-topic"] ?? "";
  const type =
    given["apns-push-type"] ??
    (event
      ? "liveactivity"
      : payload.mdm
        ? "mdm"
        : (Object.keys(topicEndings).find((known) => topic.endsWith(topicEndings[known] as string)) ??
          (wakes && !visible ? "background" : "alert")));
  const live = type === "liveactivity";
  const silent = type === "background";
  const headers = { "apns-push-type": type, ...(silent && { "apns-priority": "5" }), ...given };
  const check = (fault: unknown, field: string, rule: string) =>
    fault && refuse({ ...place, field }, `must ${rule} for push type ${type}`);

  check(live !== !!event, "aps.event", live ? "be set" : "be absent");
  check(
    silent ? visible || !wakes : (type === "alert" || event === "start") && !visible,
    "aps",
    `have ${silent ? "content-available and no" : "an"} alert, badge or sound`,
  );
  check(silent && headers["apns-priority"] !== "5", "headers.apns-priority", "be 5");
  check(topic && !topic.endsWith(topicEndings[type] ?? ""), "headers.apns-topic", `end in ${topicEndings[type]}`);
  return headers;
}
