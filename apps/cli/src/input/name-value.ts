import { usageError } from "../cli-error.js";

/** `name=value`, split at the first `=`. */
export function parseNameValue(text: string, option: string): readonly [name: string, value: string] {
  const equals = text.indexOf("=");
  if (equals <= 0) throw usageError(`${option} must have the form name=value, not "${text}".`);
  return [text.slice(0, equals), text.slice(equals + 1)];
}

/** Several `name=value` as an object; undefined for an empty list. */
export function parseNameValues(
  texts: readonly string[],
  option: string,
): Readonly<Record<string, string>> | undefined {
  if (texts.length === 0) return undefined;
  const entries = texts.map((text) => parseNameValue(text, option));
  const names = new Set<string>();
  for (const [name] of entries) {
    if (names.has(name)) throw usageError(`${option} gives ${name} twice.`);
    names.add(name);
  }
  return Object.fromEntries(entries);
}

/** Joins `a,b` and an option given several times into one list. */
export function parseCommaList(texts: readonly (string | undefined)[]): readonly string[] {
  return texts
    .flatMap((text) => text?.split(",") ?? [])
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
