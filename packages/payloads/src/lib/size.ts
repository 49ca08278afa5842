import { PayloadError } from "./errors.js";
import type { Platform } from "./platforms.js";

/**
 * The number of bytes that a string has in UTF-8. Half of a surrogate pair counts 3, as the
 * character that replaces it.
 */
export function utf8ByteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** A field of a body and the bytes that its value takes. */
export interface FieldSize {
  readonly field: string;
  readonly bytes: number;
}

/**
 * Finds the largest field of a body that is too large, so that the error can name it; `undefined`
 * where nothing is found.
 */
export type FindLargestField = (body: string) => FieldSize | undefined;

/** Where a value of JSON or XML may begin; base64 has none of these but at its end. */
const startOfValue = /[,[{<=]/;

/**
 * The most values that are searched: so many tiny ones take about 50 ms in the worst of documents.
 */
const MAX_SEARCHED_VALUES = 10_000;

/**
 * Refuses a body of more bytes than the limit, measured in UTF-8 after serialization.
 *
 * @throws {PayloadError} NH_PAYLOAD_TOO_LARGE; `field` is the largest field of the body, `""` where
 * none is found.
 */
export function checkSize(platform: Platform, body: string, limit: number, largestField?: FindLargestField): void {
  const size = utf8ByteLength(body);
  if (size <= limit) return;
  // An image or a document is one large value; a hostile body is made of many tiny ones, and each
  // takes its time.
  const isSearched = body.split(startOfValue, MAX_SEARCHED_VALUES).length < MAX_SEARCHED_VALUES;
  const largest = isSearched ? largestField?.(body) : undefined;
  const rule = largest?.field ? `is the largest field (${largest.bytes} bytes); the body is too large` : "is too large";
  throw new PayloadError({
    code: "NH_PAYLOAD_TOO_LARGE",
    platform,
    field: largest?.field ?? "",
    rule,
    limit,
    size,
  });
}
