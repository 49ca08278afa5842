import type { Platform } from "../platforms.js";
import { checkSize } from "../size.js";
import type { JsonObject } from "./json-value.js";
import { isPlainObject, type Place, plainObject, type Rule, refuse } from "./rule.js";

/**
 * Takes a payload as typed object or as the platform's own JSON text, and answers the JSON for the wire.
 *
 * @throws {PayloadError} NH_PAYLOAD_TOO_LARGE for text over the limit, which is not parsed; NH_PAYLOAD_INVALID for text that is
 * no JSON object, and for what breaks the rule.
 * @throws {TypeError} for anything that is neither object nor text.
 */
export function readPayload(
  { platform, limitBytes }: { readonly platform: Platform; readonly limitBytes: number },
  payload: unknown,
  rule: Rule,
): readonly [JsonObject, Place] {
  const place = { platform, field: "", own: typeof payload === "string" };
  let value = payload;
  if (typeof payload === "string") {
    checkSize(platform, payload, limitBytes);
    try {
      value = JSON.parse(payload);
    } catch (cause) {
      refuse(place, `must be JSON: ${cause}`.slice(0, 150), { cause });
    }
  } else if (!isPlainObject(payload)) throw new TypeError(`${platform} takes an object or JSON`);
  return [rule(plainObject(value, place), place) as JsonObject, place];
}
