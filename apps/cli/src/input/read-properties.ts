import { inputError } from "../cli-error.js";
import type { Io } from "../io.js";
import { parseNameValue } from "./name-value.js";
import { originOf, parseJsonObject, readInput } from "./read-input.js";

/**
 * Values for a template from `--properties`, which can be given several times: JSON, `name=value`,
 * a JSON file, or `-` for JSON from stdin. Later values win.
 */
export async function readProperties(given: readonly string[], io: Io): Promise<Readonly<Record<string, string>>> {
  const properties: Record<string, string> = {};
  for (const text of given) {
    if (text.trimStart().startsWith("{"))
      Object.assign(properties, checkedStrings(parseJsonObject(text, "--properties"), "--properties"));
    else if (/^\w+=/.test(text)) {
      const [name, value] = parseNameValue(text, "--properties");
      properties[name] = value;
    } else {
      const origin = originOf(text);
      Object.assign(properties, checkedStrings(parseJsonObject(await readInput(text, io), origin), origin));
    }
  }
  return properties;
}

/** The service accepts strings only; numbers and booleans have one obvious spelling. */
function checkedStrings(document: Readonly<Record<string, unknown>>, origin: string): Record<string, string> {
  const strings: Record<string, string> = {};
  for (const [name, value] of Object.entries(document)) {
    if (typeof value === "string") strings[name] = value;
    else if (typeof value === "number" || typeof value === "boolean") strings[name] = String(value);
    else throw inputError(`The property ${name} in ${origin} must be a string, a number or a boolean.`);
  }
  return strings;
}
