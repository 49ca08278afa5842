import { PayloadError } from "./errors.js";
import { fieldPath } from "./field-path.js";
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
  throw new PayloadError({
    code: "NH_PAYLOAD_TOO_LARGE",
    platform,
    field: largest?.field ?? "",
    rule: `${largest ? `is the largest field (${largest.bytes} bytes) of a body that ` : ""}is too large`,
    limit,
    size,
  });
}

/** The largest text in a JSON document, `undefined` where the body is not JSON or has no text. */
function largestJsonField(body: string): FieldSize | undefined {
  let largest: FieldSize | undefined;
  const values: [path: string, value: unknown][] = [];
  try {
    values.push(["", JSON.parse(body)]);
  } catch {
    return undefined;
  }
  // The list grows while it is read: no recursion, however deep the document.
  for (const [path, value] of values) {
    if (typeof value === "string") {
      const bytes = utf8ByteLength(value);
      if (path && bytes > (largest?.bytes ?? 0)) largest = { field: path, bytes };
    } else {
      for (const [key, item] of Object.entries(value ?? {})) {
        values.push([fieldPath(path, Array.isArray(value) ? +key : key), item]);
      }
    }
  }
  return largest;
}
