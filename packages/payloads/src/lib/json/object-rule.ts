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

export const kebabCase: Naming = (name, own) => (own ? name : name.replace(/[A-Z-]/g, "-$&").toLowerCase());
export const snakeCase: Naming = (name, own) => (own ? name : name.replace(/[A-Z_]/g, "_$&").toLowerCase());
export const sameName: Naming = (name) => name;

/**
 * One rule for each property of a payload type, by its name on the wire: adding a property to the type without a rule
 * does not compile.
 */
export type SameNameRules<T> = { readonly [K in keyof Required<T>]: Rule };
export type KebabCaseRules<T> = { readonly [K in keyof Required<T> as KebabCase<K>]: Rule };
export type SnakeCaseRules<T> = { readonly [K in keyof Required<T> as SnakeCase<K>]: Rule };

/**
 * An object of known keys: `naming` spells those of typed input as the platform does; keys keep the caller's order. Whatever
 * the platform, a key `…loc-args` needs the `…loc-key` whose text it fills: without it, the bare text is shown, or nothing.
 *
 * @param required Keys that must not be missing.
 */
export const objectOf =
  (
    rules: Readonly<Record<string, Rule>>,
    naming: Naming = (name) => name,
    hint: (key: string, own: boolean) => string = () => "",
    required: readonly string[] = [],
  ): Rule =>
  (value, place) => {
    const wire = mapEntries(value, place, (key, item) => {
      const name = naming(key, place.own);
      return Object.hasOwn(rules, name)
        ? [name, (rules[name] as Rule)(item, below(place, name))]
        : refuse(below(place, key), `is not a known key${hint(key, place.own)}`);
    });
    for (const name of [...required, ...Object.keys(wire)]) {
      const needed = name.replace(/(loc.)args$/, "$1key");
      if (!(needed in wire)) refuse(below(place, needed), "must be set");
    }
    return wire;
  };
