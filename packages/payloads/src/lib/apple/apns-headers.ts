import type { ReadOptions } from "../builder-options.js";
import type { Headers } from "../headers.js";
import type { JsonObject } from "../json/json-value.js";
import { below, type Place, warn } from "../json/place.js";
import { byForm, matching, mustBe, oneOf, type Rule, string } from "../json/rule.js";
import { APNS_COLLAPSE_ID_LIMIT_BYTES } from "../limits.js";
import type { HeaderOptions } from "../options.js";
import { utf8ByteLength } from "../size.js";
import { uuid } from "../uuid.js";
import { checkPushType, inferPushType, pushTypes, type SentPayload } from "./push-type.js";
import { dateOr } from "./time.js";
import { pushTypeOfTopic } from "./topic.js";

/** A header may name a push type that is newer than this package. */
const pushType = matching("a push type such as alert", /^[a-z]+$/);

const collapseId = mustBe(
  `a string of at most ${APNS_COLLAPSE_ID_LIMIT_BYTES} bytes`,
  (value) => typeof value === "string" && utf8ByteLength(value) <= APNS_COLLAPSE_ID_LIMIT_BYTES,
  { limit: APNS_COLLAPSE_ID_LIMIT_BYTES },
);

const expiration = matching("whole seconds since 1970, not milliseconds", /^\d{1,11}$/);

const dateOrOnce = dateOr(' or "once"');
const expirationOption: Rule = (value, place) => (value === "once" ? 0 : dateOrOnce(value, place));

/**
 * The headers that APNs reads, by their options (Apple, "Sending notification requests to APNs").
 */
export const apnsHeaders = {
  pushType: { name: "apns-push-type", value: byForm(oneOf(...pushTypes), pushType) },
  priority: { name: "apns-priority", value: byForm(oneOf(1, 5, 10), oneOf("1", "5", "10")) },
  expiration: { name: "apns-expiration", value: byForm(expirationOption, expiration) },
  collapseId: { name: "apns-collapse-id", value: collapseId },
  topic: { name: "apns-topic", value: string },
  apnsId: { name: "apns-id", value: uuid },
} satisfies HeaderOptions;

/** The push type that headers tell, whatever the payload; `undefined` where they tell none. */
export function givenPushType(given: Headers): string | undefined {
  return given["apns-push-type"] ?? pushTypeOfTopic(given["apns-topic"]);
}

/**
 * The headers that a payload calls for, beside those that the caller gave.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID where payload, push type, priority and topic contradict
 * each other.
 */
export function completeHeaders(wire: JsonObject, { headers: given, strict, warnings }: ReadOptions): Headers {
  const payload = wire as SentPayload;
  const root: Place = { platform: "apple", field: "", form: "platform", strict, warnings };
  const topic = given["apns-topic"];
  const pushType = given["apns-push-type"] ?? inferPushType(payload, topic);
  const priority = pushType === "background" ? { "apns-priority": "5" } : {};
  const headers: Headers = { "apns-push-type": pushType, ...priority, ...given };
  checkPushType(pushType, payload, root, headers["apns-priority"], topic);
  if (!pushTypes.includes(pushType)) {
    warn(below(root, "headers.apns-push-type"), "unknown-push-type", `is not known; known are ${pushTypes.join(", ")}`);
  }
  if (topic !== undefined && pushTypeOfTopic(topic) === undefined) {
    const message = "is a bundle id, which the hub takes from its Apple credential; remove it";
    warn(below(root, "headers.apns-topic"), "own-topic", message);
  }
  return headers;
}
