import { type FieldSize, utf8ByteLength } from "../size.js";
import { jsonOf } from "./json-of.js";

/**
 * The largest string, number or word of a JSON document, by its path; `undefined` where nothing is
 * found.
 */
export function largestJsonField(body: string): FieldSize | undefined {
  let largest: FieldSize | undefined;
  const measure = jsonOf((value, { field }) => {
    const bytes = utf8ByteLength(String(value));
    if (largest === undefined || bytes > largest.bytes) largest = { field, bytes };
    return undefined;
  });
  try {
    measure(JSON.parse(body), { platform: "template", field: "", form: "platform" });
  } catch {
    // Not JSON, or nested too deep: the error then names no field.
  }
  return largest;
}
