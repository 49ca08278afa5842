import { inputError } from "../cli-error.js";
import type { Io } from "../io.js";
import { parseNameValue } from "./name-value.js";
import { parseJsonObject, readInput } from "./read-input.js";

/**
 * Values for a template out of `--properties`, which may be given several times: JSON text, `name=value`, a file of
 * JSON, or `-` for JSON from stdin. What comes later wins.
 */
export async function readProperties(given: readonly string[], io: Io): Promise<Readonly<Record<string, string>>> {
  const properties: Record<string, string> = {};
  for (const text of given) {
    if (text.trimStart().startsWith("{"))
      Object.assign(properties, checkedTexts(parseJsonObject(text, "--properties"), "--properties"));
    else if (/^\w+=/.test(text)) {
      const [name, value] = parseNameValue(text, "--properties");
      properties[name] = value;
    } else {
      const origin = text === "-" ? "stdin" : text;
      Object.assign(properties, checkedTexts(parseJsonObject(await readInput(text, io), origin), origin));
    }
  }
  return properties;
}

/** The service takes texts only; a number or a flag has one obvious spelling. */
function checkedTexts(document: Readonly<Record<string, unknown>>, origin: string): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(document)) {
    if (typeof value === "string") texts[name] = value;
    else if (typeof value === "number" || typeof value === "boolean") texts[name] = String(value);
    else throw inputError(`The property ${name} of ${origin} must be a text, as a template's values are.`);
  }
  return texts;
}
