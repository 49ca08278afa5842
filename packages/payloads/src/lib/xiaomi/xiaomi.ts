import { xiaomiFacts } from "../facts.js";
import { jsonNotification } from "../json/json-notification.js";
import type { JsonObject } from "../json/json-value.js";
import type { SnakeCaseRules } from "../json/object-rule.js";
import { openObject } from "../json/open-object.js";
import { below, refuse } from "../json/place.js";
import { type Rule, string } from "../json/rule.js";
import type { BuiltNotification } from "../notification.js";
import { readBuilderOptions } from "../read-builder-options.js";
import type { XiaomiOptions, XiaomiPayload, XiaomiPlatformPayload } from "./types.js";

/** The keys of a message. */
export const xiaomiRules = {
  title: string,
  description: string,
  payload: string,
  restricted_package_name: string,
} satisfies SnakeCaseRules<Omit<XiaomiPayload, "unconfirmed">>;

const shape = openObject(xiaomiRules, "unconfirmed");

const xiaomiBody: Rule = (value, place) => {
  const wire = shape(value, place) as JsonObject;
  if (Object.hasOwn(wire, "registration_id")) {
    refuse(below(place, "registration_id"), "must not be set: the hub supplies the target");
  }
  if (Object.keys(wire).length === 0) refuse(place, "must not be empty; give at least a title and a description");
  return wire;
};

/**
 * A notification for Xiaomi's Mi Push. The payload is a typed object, or Xiaomi's own document as
 * an object in snake_case or as JSON in a string. A document may hold keys beyond the known ones;
 * typed input has them under `unconfirmed`. Only the kinds of the known keys are checked, since
 * nothing published says what the hub accepts.
 *
 * @example
 * xiaomi({ title: "Order 7", description: "is on its way" });
 * @throws {PayloadError} NH_PAYLOAD_INVALID, with the path of the field; NH_PAYLOAD_TOO_LARGE over
 * the hub's 64 KB.
 * @throws {ArgumentError} when the payload is neither an object nor a string, or the options are
 * not an object.
 */
export function xiaomi(
  payload: XiaomiPayload | XiaomiPlatformPayload | string,
  options?: XiaomiOptions,
): BuiltNotification {
  return jsonNotification("xiaomi", xiaomiFacts, payload, xiaomiBody, readBuilderOptions("xiaomi", options));
}
