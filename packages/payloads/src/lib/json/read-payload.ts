import type { Platform } from "../platforms.js";
import { checkSize } from "../size.js";
import type { JsonObject } from "./json-value.js";
import { isPlainObject, type Place, refuse } from "./rule.js";

/**
 * Takes a payload as typed object or as the platform's own JSON text.
 *
 * @throws {PayloadError} NH_PAYLOAD_TOO_LARGE for text over the limit, which is not parsed; NH_PAYLOAD_INVALID for text that is
 * no JSON object.
 * @throws {TypeError} for anything that is neither object nor text.
 */
export function readPayload(platform: Platform, payload: unknown, limitBytes: number): readonly [JsonObject, Place] {
  const own = typeof payload === "string";
  const place = { platform, field: "", own };
  let value = payload;
  let cause: unknown;
  if (own) checkSize(platform, payload, limitBytes);
  try {
    if (own) value = JSON.parse(payload);
  } catch (error) {
    cause = error;
  }
  if (isPlainObject(value)) return [value, place];
  if (own) refuse(place, "must be a JSON object", { cause });
  throw new TypeError(`${platform}: the payload must be a JSON object or its text`);
}
