import { mapOf } from "../json/any-json.js";
import { guidedObject } from "../json/guided-object.js";
import { jsonNotification } from "../json/json-notification.js";
import type { JsonObject } from "../json/json-value.js";
import { type SameNameRules, type SnakeCaseRules, sameName, snakeCase } from "../json/object-rule.js";
import { listOf, mustBe, oneOf, type Rule, refuse, text, trueOrFalse, wholeUpTo } from "../json/rule.js";
import type { Notification } from "../notification.js";
import { checkOptionNames } from "../options.js";
import type { AdmNotification, AdmOptions, AdmPayload } from "./types.js";

/** ADM keeps a message at most 31 days. */
const LONGEST_EXPIRY_SECONDS = 2_678_400;

const textOrNumber = mustBe(
  "a string or a number",
  (value) => typeof value === "string" || (typeof value === "number" && Number.isFinite(value)),
);

const notification = guidedObject(
  {
    title: text,
    body: text,
    icon: text,
    color: text,
    sound: text,
    tag: text,
    image: text,
    click_action: text,
    body_loc_key: text,
    body_loc_args: listOf(text),
    title_loc_key: text,
    title_loc_args: listOf(text),
    channel_id: text,
    ticker: text,
    sticky: trueOrFalse,
    event_time: textOrNumber,
    local_only: trueOrFalse,
    notification_priority: textOrNumber,
    default_sound: trueOrFalse,
    visibility: textOrNumber,
    notification_count: wholeUpTo(Number.MAX_SAFE_INTEGER),
  } satisfies SnakeCaseRules<AdmNotification>,
  snakeCase,
);

const shape = guidedObject(
  {
    data: mapOf(text),
    notification,
    consolidationKey: text,
    expiresAfter: mustBe(
      `a whole number of seconds from 1 to ${LONGEST_EXPIRY_SECONDS}`,
      (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= LONGEST_EXPIRY_SECONDS,
    ),
    md5: mustBe(
      "the 24 base64 characters of an MD5 digest",
      (value) => typeof value === "string" && /^[\w+/]{22}==$/.test(value),
    ),
    priority: oneOf("normal", "high"),
  } satisfies SameNameRules<AdmPayload>,
  sameName,
);

const admBody: Rule = (value, place) => {
  const wire = shape(value, place) as JsonObject;
  if (wire.data === undefined && wire.notification === undefined) refuse(place, "must hold data or notification");
  return wire;
};

/**
 * A notification for Amazon Device Messaging.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID, with the path of the field; NH_PAYLOAD_TOO_LARGE over 6,144 bytes.
 * @throws {TypeError} for a payload that is neither object nor text.
 */
export function adm(payload: AdmPayload | string, options: AdmOptions = {}): Notification {
  checkOptionNames("adm", options, ["headers"]);
  return jsonNotification("adm", payload, admBody, options.headers);
}
