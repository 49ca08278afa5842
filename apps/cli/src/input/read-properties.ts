import { inputError } from "../cli-error.js";
import type { Io } from "../io.js";
import { parseNameValue } from "./name-value.js";
import { originOf, parseJsonObject, readInput } from "./read-input.js";

/**
 * Values for a template from `--properties`, which can be given several times: JSON, `name=value`,
 * a JSON file, or `-` for JSON from stdin. Later values win.
 */
export async function readProperties(given: readonly string[], io: Io): Promise<Readonly<Record<string, string>>> {
  const properties: [name: string, value: string][] = [];
  for (const text of given) {
    if (text.trimStart().startsWith("{"))
      properties.push(...checkedStrings(parseJsonObject(text, "--properties"), "--properties"));
    else if (/^\w+=/.test(text)) {
      const [name, value] = parseNameValue(text, "--properties");
      properties.push([name, value]);
    } else {
      const origin = originOf(text);
      properties.push(...checkedStrings(parseJsonObject(await readInput(text, io), origin), origin));
    }
  }
  return Object.fromEntries(properties);
}

/** The service accepts strings only; numbers and booleans have one obvious spelling. */
function checkedStrings(document: Readonly<Record<string, unknown>>, origin: string): [string, string][] {
  return Object.entries(document).map(([name, value]) => {
    if (typeof value === "string") return [name, value];
    if (typeof value === "number" || typeof value === "boolean") return [name, String(value)];
    throw inputError(`The property ${name} in ${origin} must be a string, a number or a boolean.`);
  });
}
