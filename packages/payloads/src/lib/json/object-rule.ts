import { below, mapEntries, type Rule, refuse } from "./rule.js";

/** `threadId` as `thread-id`. */
export type KebabCase<Name> = Separated<Name, "-">;
/** `collapseKey` as `collapse_key`. */
export type SnakeCase<Name> = Separated<Name, "_">;

type Separated<Name, Separator extends string> = Name extends `${infer First}${infer Rest}`
  ? First extends Lowercase<First>
    ? `${First}${Separated<Rest, Separator>}`
    : `${Separator}${Lowercase<First>}${Separated<Rest, Separator>}`
  : Name;

/** How a platform spells the camelCase name of a property. */
export type Naming = (name: string) => string;

export const kebabCase: Naming = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
export const snakeCase: Naming = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
export const sameName: Naming = (name) => name;

/**
 * One rule for each property of a payload type, by its name on the wire: adding a property to the type without a rule
 * does not compile.
 */
export type SameNameRules<T> = { readonly [K in keyof Required<T>]: Rule };
export type KebabCaseRules<T> = { readonly [K in keyof Required<T> as KebabCase<K>]: Rule };
export type SnakeCaseRules<T> = { readonly [K in keyof Required<T> as SnakeCase<K>]: Rule };

/** What to do with a key that is not known. */
export type Hint = (key: string) => string | undefined;

/**
 * An object of known keys: `naming` spells those of typed input as the platform does; keys keep the caller's order.
 * With `bothSpellings` the platform's own JSON may use camelCase too.
 */
export function objectOf(
  rules: Readonly<Record<string, Rule>>,
  naming: Naming,
  hint?: Hint,
  bothSpellings?: boolean,
): Rule {
  return (value, place) =>
    mapEntries(value, place, (key, item) => {
      const name = place.own && !bothSpellings ? key : naming(key);
      const rule = Object.hasOwn(rules, name) && rules[name];
      if (rule) return [name, rule(item, below(place, name))];
      const advice = hint?.(key);
      return refuse(below(place, key), `is not a known key${advice ? `; ${advice}` : ""}`);
    });
}
