import { anyJson } from "./any-json.js";
import type { JsonObject } from "./json-value.js";
import { below, refuse } from "./place.js";
import { mapEntries, plainObject, type Rule } from "./rule.js";
import { camelCase, type KebabCase, type SnakeCase } from "./spelling.js";
import { type ReadUnknownKey, unknownKey } from "./unknown-key.js";

/**
 * One rule for each property of a payload type, by its name on the wire: a property without a rule
 * does not compile.
 */
export type SameNameRules<T> = { readonly [K in keyof Required<T>]: Rule };
export type KebabCaseRules<T> = { readonly [K in keyof Required<T> as KebabCase<K>]: Rule };
export type SnakeCaseRules<T> = { readonly [K in keyof Required<T> as SnakeCase<K>]: Rule };

/** What holds for an object beside the rules of its keys. Names are those of the wire. */
export interface ObjectOptions {
  /** Keys that must be there. Default: none. Any `loc-args` need their `loc-key` anyway. */
  readonly needs?: readonly string[];
  /**
   * The property of typed input whose keys are sent next to the known ones, unchecked. Default:
   * there is no such property.
   */
  readonly further?: string;
  /** Reads any other key. Default: {@link unknownKey} without advice. */
  readonly readUnknown?: ReadUnknownKey;
}

/**
 * An object of known keys, in the order of the caller. Typed input has the names of the wire in
 * camelCase.
 */
export function objectRule(rules: Readonly<Record<string, Rule>>, options: ObjectOptions = {}): Rule {
  const { needs = [], further, readUnknown = unknownKey() } = options;
  // Maps, since a key may be `__proto__`.
  const rulesByName = new Map(Object.entries(rules));
  const wireNames = new Map(Object.keys(rules).map((name) => [camelCase(name), name]));

  const readFurther: Rule = (others, place) =>
    mapEntries(others, place, (key, item, at) => {
      if (rulesByName.has(key)) refuse(at, `is a known key; write it outside ${further}`);
      return [key, anyJson(item, at)];
    });

  return (value, place) => {
    const isTyped = place.form === "typed";
    let others = {};
    const wire = mapEntries(value, place, (key, item, at) => {
      if (isTyped && key === further) {
        // These go next to the known keys on the wire.
        others = readFurther(plainObject(item, at), place) as JsonObject;
        return [key, undefined];
      }
      const name = isTyped ? wireNames.get(key) : key;
      const rule = name === undefined ? undefined : rulesByName.get(name);
      if (name === undefined || rule === undefined) return [key, readUnknown(item, at, key, Object.keys(rules))];
      return [name, rule(item, below(place, name))];
    });
    const mustHave = (name: string, reason = ""): void => {
      if (!(name in wire)) refuse(below(place, name), `must be set${reason}`);
    };
    for (const name of needs) mustHave(name);
    for (const name of Object.keys(wire)) {
      if (/loc.args$/.test(name)) mustHave(name.replace("args", "key"), `, since ${name} needs it`);
    }
    return { ...wire, ...others };
  };
}
