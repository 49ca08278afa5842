import type { Platform } from "../platforms.js";
import type { JsonObject } from "./json-value.js";
import { isPlainObject, type Place, refuse } from "./rule.js";

/**
 * Takes a payload as typed object or as the platform's own JSON text.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID for text that is no JSON object.
 * @throws {TypeError} for anything that is neither object nor text.
 */
export function readPayload(platform: Platform, payload: unknown): readonly [JsonObject, Place] {
  const own = typeof payload === "string";
  const place = { platform, field: "", own };
  let value = payload;
  try {
    if (own) value = JSON.parse(payload);
  } catch (cause) {
    refuse(place, "must be JSON", { cause });
  }
  if (isPlainObject(value)) return [value, place];
  if (own) refuse(place, "must be a JSON object");
  throw new TypeError(`${platform}: the payload must be a plain object or JSON text`);
}
