import { jsonOf } from "./json/any-json.js";
import { type Place, refuse } from "./json/rule.js";
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

/** Where a value of JSON or XML may begin; base64 has none of these but at its end. */
const startOfValue = /[,[{<=]/;

/** The most values that are searched: so many tiny ones take about 50 ms in the worst of documents. */
const searchedValues = 10_000;

/**
 * Refuses a body of more bytes than the limit, measured in UTF-8 after serialisation.
 *
 * @param largestField Default: reads the body as JSON.
 * @throws {PayloadError} NH_PAYLOAD_TOO_LARGE; `field` is the largest field of the body, `""` where that cannot be told.
 */
export function checkSize(
  platform: Platform,
  body: string,
  limit: number,
  largestField: FindLargestField = largestJsonField,
): void {
  const size = utf8ByteLength(body);
  if (size > limit) {
    // An image or a document is one large value; a hostile body is made of many tiny ones, and each takes its time.
    const isSearched = body.split(startOfValue, searchedValues).length < searchedValues;
    const { field = "", bytes } = { ...(isSearched && largestField(body)) };
    refuse({ platform, field }, `is ${field && `the largest field (${bytes} bytes); the body is `}too large`, {
      limit,
      size,
      code: "NH_PAYLOAD_TOO_LARGE",
    });
  }
}

/**
 * The largest value in a JSON document that is no object and no list; `undefined` where there is none, or no JSON. Of a place,
 * the walk reads the path alone.
 */
function largestJsonField(body: string): FieldSize | undefined {
  let largest: FieldSize | undefined;
  const visit = jsonOf((value, { field }) => {
    // The encoder writes a number or a word as JSON does.
    const bytes = utf8ByteLength(value as string);
    if (!largest || bytes > largest.bytes) largest = { field, bytes };
    return undefined;
  });
  try {
    visit(JSON.parse(body), { field: "" } as Place);
  } catch {}
  return largest;
}
