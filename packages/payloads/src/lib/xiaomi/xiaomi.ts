import { jsonNotification } from "../json/json-notification.js";
import type { JsonObject } from "../json/json-value.js";
import { type SnakeCaseRules, snakeCase } from "../json/object-rule.js";
import { openObject } from "../json/open-object.js";
import { below, type Rule, refuse, text } from "../json/rule.js";
import type { Notification } from "../notification.js";
import { checkOptionNames } from "../options.js";
import type { XiaomiOptions, XiaomiPayload } from "./types.js";

const shape = openObject(
  {
    title: text,
    description: text,
    payload: text,
    restricted_package_name: text,
  } satisfies SnakeCaseRules<Omit<XiaomiPayload, "unconfirmed">>,
  snakeCase,
  "unconfirmed",
);

const xiaomiBody: Rule = (value, place) => {
  const wire = shape(value, place) as JsonObject;
  if ("registration_id" in wire) refuse(below(place, "registration_id"), "must be absent: the hub supplies the target");
  if (Object.keys(wire).length === 0) refuse(place, "must not be empty; give at least a title and a description");
  return wire;
};

/**
 * A notification for Xiaomi's Mi Push. Only the kinds of the known keys are checked, since nothing published says
 * what the hub accepts.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID, with the path of the field; NH_PAYLOAD_TOO_LARGE over the hub's 64 KB.
 * @throws {TypeError} for a payload that is neither object nor text.
 */
export function xiaomi(payload: XiaomiPayload | string, options: XiaomiOptions = {}): Notification {
  checkOptionNames("xiaomi", options, ["headers"]);
  return jsonNotification("xiaomi", payload, xiaomiBody, options.headers);
}
