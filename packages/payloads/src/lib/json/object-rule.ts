import { below, type Place, refuse } from "./place.js";
import { mapEntries, type Rule } from "./rule.js";
import { camelCase, type KebabCase, type SnakeCase } from "./spelling.js";
import { suggestKey } from "./suggest-key.js";

/**
 * One rule for each property of a payload type, by its name on the wire: a property without a rule
 * does not compile.
 */
export type SameNameRules<T> = { readonly [K in keyof Required<T>]: Rule };
export type KebabCaseRules<T> = { readonly [K in keyof Required<T> as KebabCase<K>]: Rule };
export type SnakeCaseRules<T> = { readonly [K in keyof Required<T> as SnakeCase<K>]: Rule };

/** What holds for an object beside the rules of its keys. Names are those of the wire. */
export interface ObjectOptions {
  /**
   * Keys that must be there: always, or where another is, such as `["loc-key", "loc-args"]`.
   * Default: none.
   */
  readonly needs?: readonly (readonly [name: string, by?: string])[];
  /** Whether the platform reads its names in camelCase, too. Default: false. */
  readonly readsCamelCase?: boolean;
  /** Where an unknown key belongs, such as one of another API. Default: nothing to say. */
  readonly advise?: (key: string) => string | undefined;
}

/**
 * An object of known keys, in the order of the caller. Typed input has the names of the wire in
 * camelCase.
 */
export function objectRule(
  rules: Readonly<Record<string, Rule>>,
  { needs = [], readsCamelCase = false, advise }: ObjectOptions = {},
): Rule {
  // Maps, since a key may be `__proto__`.
  const typed = new Map<string, readonly [name: string, rule: Rule]>();
  const platform = new Map<string, readonly [name: string, rule: Rule]>();
  for (const entry of Object.entries(rules)) {
    const [name] = entry;
    typed.set(camelCase(name), entry);
    platform.set(name, entry);
    if (readsCamelCase) platform.set(camelCase(name), entry);
  }

  const refuseKey = (key: string, place: Place): never => {
    const names = place.form === "platform" ? platform : typed;
    const meant = suggestKey(key, [...names.keys()]);
    const advice = meant === undefined ? advise?.(key) : `did you mean ${meant}?`;
    return refuse(below(place, key), `is not a known key${advice === undefined ? "" : `; ${advice}`}`);
  };

  return (value, place) => {
    const known = place.form === "typed" ? typed : platform;
    const wire = mapEntries(value, place, (key, item) => {
      const [name, rule] = known.get(key) ?? refuseKey(key, place);
      return [name, rule(item, below(place, name))];
    });
    for (const [name, by] of needs) {
      if (name in wire || (by !== undefined && !(by in wire))) continue;
      refuse(below(place, name), by === undefined ? "must be set" : `must be set, since ${by} needs it`);
    }
    return wire;
  };
}
