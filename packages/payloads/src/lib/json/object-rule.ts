import { jsonObject } from "./any-json.js";
import type { JsonObject } from "./json-value.js";
import { below, type Place, refuse } from "./place.js";
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
  const entries = Object.entries(rules);
  // Maps, since a key may be `__proto__`.
  const platform = new Map(entries.map((entry) => [entry[0], entry]));
  const typed = new Map(entries.map((entry) => [camelCase(entry[0]), entry]));

  const readKnown = (value: unknown, place: Place): JsonObject => {
    const names = place.form === "typed" ? typed : platform;
    const wire = mapEntries(value, place, (key, item, at) => {
      const [name, rule] = names.get(key) ?? [];
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
    return wire;
  };

  return (value, place) => {
    if (further === undefined || place.form !== "typed") return readKnown(value, place);
    const { [further]: others = {}, ...known } = plainObject(value, place);
    for (const key of Object.keys(plainObject(others, below(place, further)))) {
      if (platform.has(key)) refuse(below(place, key), `is a known key; write it outside ${further}`);
    }
    return { ...readKnown(known, place), ...(jsonObject(others, place) as JsonObject) };
  };
}
