import type { JsonObject } from "../json/json-value.js";
import { type Place, refuse } from "../json/rule.js";
import { appleHeaders, topicEndings } from "./headers.js";
import type { AppleOptions } from "./types.js";

/** The keys that tell the push type. A text reads like an object without any of the keys asked for. */
interface Aps {
  readonly alert?: JsonObject;
  readonly badge?: number;
  readonly sound?: JsonObject;
  readonly event?: string;
  readonly "content-available"?: 1;
}

/**
 * The headers that a payload calls for, completed by what the caller gave.
 * Refuses what APNs or the device would drop: keys that contradict each other, the push type, the priority or the topic.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID for the first contradiction.
 */
export function completeHeaders(payload: JsonObject, options: AppleOptions, place: Place): Record<string, string> {
  const given = appleHeaders(options, place);
  const { alert, badge, sound, event, "content-available": wakes } = (payload.aps ?? {}) as Aps;
  // What goes only with a text is taken off; of an alert that is text, its characters are left.
  const { action: _label, "action-loc-key": _labelKey, "launch-image": _image, ...texts } = { ...alert };
  // What a person sees or hears.
  const visible = [badge, sound?.name ?? sound, ...Object.values(texts)].join("");
  const wakesOnly = wakes && (alert ?? badge ?? sound) === undefined;
  const topic = given["apns-topic"] ?? "";
  const type =
    given["apns-push-type"] ??
    (event
      ? "liveactivity"
      : payload.mdm
        ? "mdm"
        : (Object.keys(topicEndings).find((known) => topic.endsWith(topicEndings[known] as string)) ??
          (wakesOnly ? "background" : "alert")));
  const silent = type === "background";
  const headers = { "apns-push-type": type, ...(silent && { "apns-priority": "5" }), ...given };
  const check = (fault: unknown, field: string, rule: string) =>
    fault && refuse({ ...place, field }, `must ${rule} for push type ${type}`);

  check((type === "liveactivity") !== !!event, "aps.event", event ? "be absent" : "be set");
  check(
    silent ? !wakesOnly : (type === "alert" || event === "start") && !visible,
    "aps",
    `have ${silent ? "content-available and no" : "an"} alert, badge or sound`,
  );
  check(silent && headers["apns-priority"] !== "5", "headers.apns-priority", "be 5");
  check(topic && !topic.endsWith(topicEndings[type] ?? ""), "headers.apns-topic", `end in ${topicEndings[type]}`);
  return headers;
}
