import { mapEntries } from "./collections.js";
import { below, type Rule, refuse } from "./rule.js";

/** One rule for each property of a payload type: adding a property to the type without a rule does not compile. */
export type FieldRules<T> = { readonly [K in keyof Required<T>]: Rule };

/** How a platform spells the camelCase name of a property. */
export type Naming = (name: string) => string;

/** `threadId` is `thread-id` on the wire. */
export const kebabCase: Naming = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
/** `collapseKey` is `collapse_key` on the wire. */
export const snakeCase: Naming = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
export const sameName: Naming = (name) => name;

/**
 * An object of known properties: camelCase in typed input, the platform's spelling in its own JSON and on the wire.
 * Keys keep the caller's order. `hint` says what to do with a key that resembles no property. With `bothSpellings` the
 * platform's own JSON may use the camelCase names too.
 */
export function objectOf<T>(
  fields: FieldRules<T>,
  naming: Naming,
  hint?: (key: string) => string | undefined,
  bothSpellings?: boolean,
): Rule {
  const rules: Readonly<Record<string, Rule>> = fields;
  return (value, place) =>
    mapEntries(value, place, (key, item) => {
      const spell = place.own ? naming : sameName;
      const names = Object.keys(rules);
      const name = names.find((known) => spell(known) === key || (bothSpellings && known === key));
      const rule = rules[name ?? ""];
      if (!name || !rule) {
        const similar = names.map(spell).find((known) => letters(known) === letters(key));
        const advice = similar ? `write ${similar}` : hint?.(key);
        return refuse(below(place, key), `is not a known key${advice ? `; ${advice}` : ""}`);
      }
      return [naming(name), rule(item, below(place, naming(name)))];
    });
}

/** A name without what people get wrong: `threadID` and `thread_id` for `thread-id`. */
function letters(name: string): string {
  return name.toLowerCase().replace(/[-_]/g, "");
}
