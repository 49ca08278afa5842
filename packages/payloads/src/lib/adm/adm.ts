import { admFacts } from "../facts.js";
import { decidedByKeys } from "../json/form-from-keys.js";
import { jsonNotification } from "../json/json-notification.js";
import type { JsonObject } from "../json/json-value.js";
import { objectRule, type SameNameRules, type SnakeCaseRules } from "../json/object-rule.js";
import { refuse } from "../json/place.js";
import {
  boolean,
  listOf,
  mapOf,
  matching,
  mustBe,
  oneOf,
  plainObject,
  type Rule,
  string,
  wholeNumber,
} from "../json/rule.js";
import type { BuiltNotification } from "../notification.js";
import { readBuilderOptions } from "../read-builder-options.js";
import type { AdmNotification, AdmOptions, AdmPayload, AdmPlatformPayload } from "./types.js";

/** ADM keeps a message at most 31 days. */
const LONGEST_EXPIRY_SECONDS = 2_678_400;

const stringOrNumber = mustBe(
  "a string or a number",
  (value) => typeof value === "string" || (typeof value === "number" && Number.isFinite(value)),
);

/** The keys of `notification`. */
export const admNotificationRules = {
  title: string,
  body: string,
  icon: string,
  color: string,
  sound: string,
  tag: string,
  image: string,
  click_action: string,
  body_loc_key: string,
  body_loc_args: listOf(string),
  title_loc_key: string,
  title_loc_args: listOf(string),
  channel_id: string,
  ticker: string,
  sticky: boolean,
  event_time: stringOrNumber,
  local_only: boolean,
  notification_priority: stringOrNumber,
  default_sound: boolean,
  visibility: stringOrNumber,
  notification_count: wholeNumber,
} satisfies SnakeCaseRules<AdmNotification>;

/** The keys of the body. */
export const admRules = {
  data: mapOf(string),
  notification: decidedByKeys(admNotificationRules),
  consolidationKey: string,
  expiresAfter: mustBe(
    `a whole number of seconds from 1 to ${LONGEST_EXPIRY_SECONDS}`,
    (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= LONGEST_EXPIRY_SECONDS,
  ),
  md5: matching("the 24 base64 characters of an MD5 digest", /^[\w+/]{22}==$/),
  priority: oneOf("normal", "high"),
} satisfies SameNameRules<Omit<AdmPayload, "unconfirmed">>;

const shape = objectRule(admRules, { further: "unconfirmed" });

const admBody: Rule = (value, place) => {
  // Only typed input has it; the other keys are spelled alike in both forms.
  const isTyped = place.form === "undecided" && Object.hasOwn(plainObject(value, place), "unconfirmed");
  const wire = shape(value, isTyped ? { ...place, form: "typed" } : place) as JsonObject;
  if (wire.data === undefined && wire.notification === undefined) refuse(place, "must have data or notification");
  return wire;
};

/**
 * A notification for Amazon Device Messaging. The payload is a typed object, or Amazon's own
 * document as an object or as JSON in a string. Both spell the body alike and `notification` in
 * camelCase or snake_case.
 *
 * @example
 * adm({ data: { order: "7" }, notification: { title: "Order 7", body: "is on its way" } });
 * @throws {PayloadError} NH_PAYLOAD_INVALID, with the path of the field; NH_PAYLOAD_TOO_LARGE over
 * 6,144 bytes.
 * @throws {ArgumentError} when the payload is neither an object nor a string, or the options are
 * not an object.
 */
export function adm(payload: AdmPayload | AdmPlatformPayload | string, options?: AdmOptions): BuiltNotification {
  return jsonNotification("adm", admFacts, payload, admBody, readBuilderOptions("adm", options));
}
