import { isJsonNumber } from "./json-number.js";
import type { ExactJson } from "./parse-json.js";

/**
 * What {@link parseJson} returned, or plain JSON, as a document. Numbers keep their digits. A
 * property that is `undefined` is omitted, as by `JSON.stringify`.
 */
export function writeJson(value: ExactJson): string {
  if (isJsonNumber(value)) return value.text;
  if (Array.isArray(value)) return `[${value.map((item: ExactJson) => writeJson(item)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).flatMap(([key, item]) =>
    item === undefined ? [] : `${JSON.stringify(key)}:${writeJson(item)}`,
  );
  return `{${entries.join(",")}}`;
}
