import type { Platform } from "../platforms.js";
import { readArgument } from "../read-argument.js";
import { checkSize } from "../size.js";
import { withoutByteOrderMark } from "../without-byte-order-mark.js";
import type { JsonObject } from "./json-value.js";
import { largestJsonField } from "./largest-json-field.js";
import { type Place, refuse } from "./place.js";
import type { Rule } from "./rule.js";

/** A payload that was read. */
interface ReadPayload {
  /** What goes on the wire, as its rule returns it. */
  readonly wire: JsonObject;
  readonly body: string;
}

/**
 * Reads a payload: an object, or the platform's own JSON as a string, of which the bytes are kept
 * but for a byte order mark, which no platform reads.
 *
 * @throws {PayloadError} NH_PAYLOAD_TOO_LARGE for a string over the limit, which is not parsed;
 * NH_PAYLOAD_INVALID for a string that is not a JSON object, and for the first field that breaks
 * the rule.
 * @throws {ArgumentError} when the payload is neither an object nor a string, or cannot be read.
 */
export function readPayload(
  platform: Platform,
  limitBytes: number,
  payload: unknown,
  rule: Rule,
  found: Pick<Place, "strict" | "warnings"> = {},
): ReadPayload {
  const read = (root: unknown, form: Place["form"]) =>
    rule(root, { platform, field: "", form, ...found }) as JsonObject;
  if (typeof payload === "string") {
    const body = withoutByteOrderMark(payload);
    checkSize(platform, body, limitBytes, largestJsonField);
    return { wire: read(parseJson(platform, body), "platform"), body };
  }
  const expected = "an object or a JSON string";
  const wire = readArgument(platform, "payload", payload, (object) => read(object, "undecided"), expected);
  return { wire, body: JSON.stringify(wire) };
}

function parseJson(platform: Platform, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The message of the engine may quote the text, and with it a secret.
    const reason = String(error).replace(/".*"/s, "…");
    return refuse({ platform, field: "" }, `must be JSON: ${reason}`);
  }
}
