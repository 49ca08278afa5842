import { isJsonNumber, parseJson as parseExactJson } from "@nh/payloads/json";
import { inputError } from "../cli-error.js";
import type { Io } from "../io.js";
import { asRecord } from "./json-fields.js";
import { parseNameValue } from "./name-value.js";
import { readDocument } from "./read-document.js";
import { parseJsonObject } from "./read-input.js";

/**
 * Values for a template from `--properties`, which can be given several times: JSON, `name=value`,
 * a JSON file, or `-` for JSON from stdin. Later values win.
 */
export async function readProperties(given: readonly string[], io: Io): Promise<Readonly<Record<string, string>>> {
  const properties: [name: string, value: string][] = [];
  for (const text of given) {
    if (/^[^\s{["</\\=]+=/.test(text)) {
      const [name, value] = parseNameValue(text, "--properties");
      properties.push([name, value]);
    } else {
      const source = await readDocument(text, "--properties", io);
      properties.push(...stringsOf(source.text, source.origin));
    }
  }
  return Object.fromEntries(properties);
}

/**
 * The service accepts strings only. Booleans have one obvious spelling, and numbers keep the digits
 * that the user wrote: an ID of twenty digits, or a price such as `0.10`.
 */
function stringsOf(text: string, origin: string): [string, string][] {
  // Says where the JSON is wrong, in the words of the command line.
  parseJsonObject(text, origin);
  return Object.entries(asRecord(parseExactJson(text))).map(([name, value]) => {
    if (typeof value === "string") return [name, value];
    if (isJsonNumber(value)) return [name, value.text];
    if (typeof value === "number" || typeof value === "boolean") return [name, String(value)];
    throw inputError(`The property ${name} in ${origin} must be a string, a number or a boolean.`);
  });
}
