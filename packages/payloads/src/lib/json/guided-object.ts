import { type Hint, type Naming, objectOf } from "./object-rule.js";
import type { Rule } from "./rule.js";

/** {@link objectOf} that proposes the key that was meant. Apart from it, since small bundles do without. */
export function guidedObject(
  rules: Readonly<Record<string, Rule>>,
  naming: Naming,
  hint?: Hint,
  bothSpellings?: boolean,
): Rule {
  const propose: Hint = (key) => {
    const known = Object.keys(rules).find((name) => resembles(letters(name), letters(key)));
    return hint?.(key) ?? (known && `did you mean ${known}?`);
  };
  return objectOf(rules, naming, propose, bothSpellings);
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
