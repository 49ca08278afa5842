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

/**
 * The tags of `--tag a --tag b` and of `--tags a,b`.
 *
 * @throws {CliError} for an empty one, which an unset variable of a script leaves behind.
 */
export function parseTags(each: readonly string[], list: string | undefined): readonly string[] {
  return [...each.flatMap((text) => tagsOf(text, "--tag")), ...(list === undefined ? [] : tagsOf(list, "--tags"))];
}

/** Tags as words, each of which may be several with commas. */
export const parseTagWords = (words: readonly string[]): readonly string[] =>
  words.flatMap((word) => tagsOf(word, "A tag"));

function tagsOf(text: string, origin: string): readonly string[] {
  const tags = text.split(",").map((part) => part.trim());
  if (tags.every((part) => part === "")) throw usageError(`${origin} is empty.`, "Name a tag, or remove it.");
  if (tags.includes("")) throw usageError(`${origin} has an empty tag in "${text}".`, "Remove the extra comma.");
  return tags;
}
