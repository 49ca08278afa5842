import { baiduFacts } from "../facts.js";
import { jsonObject } from "../json/any-json.js";
import { jsonNotification } from "../json/json-notification.js";
import type { JsonObject } from "../json/json-value.js";
import { objectRule, type SameNameRules, type SnakeCaseRules } from "../json/object-rule.js";
import { openObject } from "../json/open-object.js";
import { below, refuse } from "../json/place.js";
import { byForm, oneOf, type Rule, string, wholeNumberUpTo } from "../json/rule.js";
import type { BuiltNotification } from "../notification.js";
import { optionsOf } from "../options.js";
import type { BaiduAps, BaiduOptions, BaiduPayload, BaiduPlatformPayload } from "./types.js";

const number = wholeNumberUpTo(2_147_483_647);

/** The keys of a message. */
export const baiduRules = {
  title: string,
  description: string,
  notification_builder_id: number,
  notification_basic_style: wholeNumberUpTo(7),
  open_type: wholeNumberUpTo(2),
  net_support: number,
  user_confirm: number,
  url: string,
  pkg_content: string,
  pkg_version: string,
  custom_content: jsonObject,
  aps: objectRule({ alert: string, sound: string, badge: number } satisfies SameNameRules<BaiduAps>),
} satisfies SnakeCaseRules<Omit<BaiduPayload, "unconfirmed">>;

const shape = openObject(baiduRules, "unconfirmed");

const message: Rule = (value, place) => {
  const wire = shape(value, place) as JsonObject;
  if (wire.open_type === 1 && !wire.url) refuse(below(place, "url"), "must be set when open_type is 1");
  return wire;
};

const shownMessage: Rule = (value, place) => {
  const wire = message(value, place) as JsonObject;
  if (!wire.description) refuse(below(place, "description"), "must be set: Baidu refuses a notification without text");
  return wire;
};

const messageType = { name: "X-Baidu-Message-Type", value: byForm(oneOf(0, 1), oneOf("0", "1")) };
const readOptions = optionsOf("baidu", { messageType });

/**
 * A notification for Baidu Cloud Push. The payload is a typed object, or Baidu's own document as an
 * object in snake_case or as JSON in a string. A document may hold keys beyond the known ones;
 * typed input has them under `unconfirmed`.
 *
 * @example
 * baidu({ title: "Order 7", description: "is on its way", customContent: { order: 7 } });
 * @throws {PayloadError} NH_PAYLOAD_INVALID, with the path of the field; NH_PAYLOAD_TOO_LARGE over
 * the hub's 64 KB.
 * @throws {ArgumentError} when the payload is neither an object nor a string, or the options are
 * not an object.
 */
export function baidu(
  payload: BaiduPayload | BaiduPlatformPayload | string,
  options?: BaiduOptions,
): BuiltNotification {
  const read = readOptions(options);
  const rule = read.headers[messageType.name] === "0" ? message : shownMessage;
  return jsonNotification("baidu", baiduFacts, payload, rule, read);
}
