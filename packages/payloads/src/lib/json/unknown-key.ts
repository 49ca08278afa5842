import { anyJson } from "./any-json.js";
import { type Place, refuse, warn } from "./place.js";
import type { Rule } from "./rule.js";
import { camelCase } from "./spelling.js";
import { suggestKey } from "./suggest-key.js";

/**
 * Reads a key that an object has no rule for.
 *
 * @param at The place of the key.
 * @param names The names that the object knows, as on the wire.
 */
export type ReadUnknownKey = (item: unknown, at: Place, key: string, names: readonly string[]) => ReturnType<Rule>;

/**
 * Refuses an unknown key of typed input, since it is most likely misspelled. A document may use
 * what is newer than this package, so there it is a warning. Both name the key that was probably
 * meant.
 *
 * @param advice What to do where no known name is alike. Default: nothing to say.
 */
export function unknownKey(advice?: string): ReadUnknownKey {
  return (item, at, key, names) => {
    const meant = suggestKey(key, at.form === "platform" ? names : names.map(camelCase));
    const hint = meant === undefined ? advice : `did you mean ${meant}?`;
    const message = `is not a known key${hint === undefined ? "" : `; ${hint}`}`;
    if (at.form !== "platform") refuse(at, message);
    warn(at, "unknown-key", message);
    return anyJson(item, at);
  };
}

/**
 * {@link unknownKey} where a platform refuses some keys in every form: those that belong elsewhere.
 *
 * @param placeOf Says where a key belongs; `undefined` for a key that belongs nowhere.
 */
export function misplacedKey(placeOf: (key: string) => string | undefined, advice?: string): ReadUnknownKey {
  const readOther = unknownKey(advice);
  return (item, at, key, names) => {
    const belongs = suggestKey(key, names) === undefined ? placeOf(key) : undefined;
    if (belongs !== undefined) refuse(at, `is not a known key; ${belongs}`);
    return readOther(item, at, key, names);
  };
}
