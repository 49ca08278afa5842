import { type Naming, objectOf } from "./object-rule.js";
import type { Rule } from "./rule.js";

/** What to write in place of a key that is not known. */
type Hint = (key: string, own: boolean) => string | undefined;

/**
 * {@link objectOf} that proposes the key that was meant. Apart from it, since small bundles do without.
 *
 * @param hint Knows where a key of another API belongs.
 * @param otherwise What to say of a key that resembles none.
 */
export function guidedObject(
  rules: Readonly<Record<string, Rule>>,
  naming: Naming,
  hint?: Hint,
  otherwise?: string,
): Rule {
  const names = Object.keys(rules);
  return objectOf(rules, naming, (key, own) => {
    const proposal = (name: string | undefined) => name && `did you mean ${own ? name : camelCase(name)}?`;
    const advice =
      proposal(names.find((name) => letters(name) === letters(key))) ??
      hint?.(key, own) ??
      proposal(names.find((name) => resembles(letters(name), letters(key)))) ??
      otherwise;
    return advice ? `; ${advice}` : "";
  });
}

function camelCase(name: string): string {
  return name.replace(/[-_]([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** A name without the differences of spelling: `timeToLive` and `time-to-live` for `time_to_live`. */
function letters(name: string): string {
  return name.toLowerCase().replace(/[-_]/g, "");
}

/** Whether all but two characters of two names agree at their beginning and end: slips of the keyboard, and plurals. */
function resembles(known: string, key: string): boolean {
  const shorter = Math.min(known.length, key.length);
  let start = 0;
  while (start < shorter && known[start] === key[start]) start++;
  let end = 0;
  while (end < shorter - start && known.at(-1 - end) === key.at(-1 - end)) end++;
  return start + end >= Math.max(3, known.length - 2, key.length - 2);
}
