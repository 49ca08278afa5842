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

/**
 * How a platform spells the name of a property: `own` tells whether the name is from the platform's own JSON already. The
 * platform's spelling in typed input becomes a name that no platform knows, so that there is one spelling only.
 */
export type Naming = (name: string, own: boolean) => string;

export const kebabCase: Naming = (name, own) =>
  own ? name : name.replace(/[A-Z-]/g, (letter) => `-${letter.toLowerCase()}`);
export const snakeCase: Naming = (name, own) =>
  own ? name : name.replace(/[A-Z_]/g, (letter) => `_${letter.toLowerCase()}`);
export const sameName: Naming = (name) => name;

/**
 * One rule for each property of a payload type, by its name on the wire: adding a property to the type without a rule
 * does not compile.
 */
export type SameNameRules<T> = { readonly [K in keyof Required<T>]: Rule };
export type KebabCaseRules<T> = { readonly [K in keyof Required<T> as KebabCase<K>]: Rule };
export type SnakeCaseRules<T> = { readonly [K in keyof Required<T> as SnakeCase<K>]: Rule };

/** What to write in place of a key that is not known. */
export type Hint = (key: string, own: boolean) => string | undefined;

/** An object of known keys: `naming` spells those of typed input as the platform does; keys keep the caller's order. */
export function objectOf(rules: Readonly<Record<string, Rule>>, naming: Naming, hint?: Hint): Rule {
  return (value, place) =>
    mapEntries(value, place, (key, item) => {
      const name = naming(key, place.own);
      const rule = Object.hasOwn(rules, name) && rules[name];
      if (rule) return [name, rule(item, below(place, name))];
      const advice = hint?.(key, place.own);
      return refuse(below(place, key), `is not a known key${advice ? `; ${advice}` : ""}`);
    });
}
