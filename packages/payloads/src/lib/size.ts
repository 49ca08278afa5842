import { jsonOf } from "./json/any-json.js";
import { type Place, refuse } from "./json/rule.js";
import { HUB_REQUEST_LIMIT_BYTES } from "./limits.js";
import type { Platform } from "./platforms.js";

/** The number of bytes a text has in UTF-8. Half of a surrogate pair counts 3, as the character that replaces it does. */
export function utf8ByteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** A field of a body and the bytes its value takes. */
export interface FieldSize {
  readonly field: string;
  readonly bytes: number;
}

/** Finds the largest field of a body that is refused, so that the error can name it; `undefined` where there is none. */
export type FindLargestField = (body: string) => FieldSize | undefined;

/**
 * Refuses a body of more bytes than the limit, measured in UTF-8 after serialisation.
 *
 * @param largestField Default: reads the body as JSON.
 * @throws {PayloadError} NH_PAYLOAD_TOO_LARGE; `field` is the largest field of the body.
 */
export function checkSize(
  platform: Platform,
  body: string,
  limit: number,
  largestField: FindLargestField = largestJsonField,
): void {
  const size = utf8ByteLength(body);
  if (size <= limit) return;
  // A body far beyond what the hub itself takes may be hostile: looking through it could take seconds.
  const largest = body.length > 2 * HUB_REQUEST_LIMIT_BYTES ? undefined : largestField(body);
  const { field = "", bytes } = largest ?? {};
  const rule = `${field && `is the largest field (${bytes} bytes); the body `}is too large`;
  refuse({ platform, field }, rule, { code: "NH_PAYLOAD_TOO_LARGE", limit, size });
}

/**
 * The largest value in a JSON document that is no object and no list; the field `""` where there is none, or no JSON. Of a
 * place, the walk reads the path alone.
 */
function largestJsonField(body: string): FieldSize {
  let largest = { field: "", bytes: 0 };
  const visit = jsonOf((value, { field }) => {
    const bytes = utf8ByteLength(`${value}`);
    if (bytes > largest.bytes) largest = { field, bytes };
    return undefined;
  });
  try {
    visit(JSON.parse(body), { field: "" } as Place);
  } catch {}
  return largest;
}
