import { anyJson, mapOf } from "../json/any-json.js";
import { guidedObject } from "../json/guided-object.js";
import { jsonNotification } from "../json/json-notification.js";
import type { JsonObject } from "../json/json-value.js";
import { type SameNameRules, type SnakeCaseRules, sameName, snakeCase } from "../json/object-rule.js";
import { openObject } from "../json/open-object.js";
import { below, oneOf, type Rule, refuse, text, wholeUpTo } from "../json/rule.js";
import type { Notification } from "../notification.js";
import type { BaiduAps, BaiduOptions, BaiduPayload } from "./types.js";

const number = wholeUpTo(2_147_483_647);

const shape = openObject(
  {
    title: text,
    description: text,
    notification_builder_id: number,
    notification_basic_style: wholeUpTo(7),
    open_type: wholeUpTo(2),
    net_support: number,
    user_confirm: number,
    url: text,
    pkg_content: text,
    pkg_version: text,
    custom_content: mapOf(anyJson),
    aps: guidedObject({ alert: text, sound: text, badge: number } satisfies SameNameRules<BaiduAps>, sameName),
  } satisfies SnakeCaseRules<Omit<BaiduPayload, "unconfirmed">>,
  snakeCase,
  "unconfirmed",
);

const message: Rule = (value, place) => {
  const wire = shape(value, place) as JsonObject;
  if (wire.open_type === 1 && !wire.url) refuse(below(place, "url"), "is required when open_type is 1");
  return wire;
};

const shownMessage: Rule = (value, place) => {
  const wire = message(value, place) as JsonObject;
  if (!wire.description) {
    refuse(below(place, "description"), "is required: Baidu refuses a notification without text");
  }
  return wire;
};

const optionRules = guidedObject(
  { messageType: oneOf(0, 1) } satisfies SameNameRules<Omit<BaiduOptions, "headers">>,
  sameName,
);

/**
 * A notification for Baidu Cloud Push.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID, with the path of the field; NH_PAYLOAD_TOO_LARGE over the hub's 64 KB.
 * @throws {TypeError} for a payload that is neither object nor text.
 */
export function baidu(payload: BaiduPayload | string, { headers, ...options }: BaiduOptions = {}): Notification {
  const { messageType } = optionRules(options, { platform: "baidu", field: "options", own: false }) as BaiduOptions;
  return jsonNotification("baidu", payload, messageType === 0 ? message : shownMessage, {
    ...headers,
    ...(messageType !== undefined && { "X-Baidu-Message-Type": String(messageType) }),
  });
}
