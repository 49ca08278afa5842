import { anyJson, jsonObject } from "./any-json.js";
import type { JsonObject } from "./json-value.js";
import { below, type Place, refuse, warn } from "./place.js";
import { mapEntries, plainObject, type Rule } from "./rule.js";
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
  /** Keys that must be there. Default: none. Any `loc-args` need their `loc-key` anyway. */
  readonly needs?: readonly string[];
  /** Whether the platform reads its names in camelCase, too. Default: false. */
  readonly readsCamelCase?: boolean;
  /**
   * Where a key belongs that has no place here, such as one of another API; the platform refuses
   * it. Default: none is known.
   */
  readonly misplaced?: (key: string) => string | undefined;
  /** What to do with any other unknown key. Default: nothing to say. */
  readonly advice?: string;
  /**
   * The property of typed input whose keys are sent next to the known ones, unchecked. Default:
   * there is no such property.
   */
  readonly further?: string;
  /** Whether a document may have keys of the app's own. Default: false, so they are warned of. */
  readonly isOpen?: boolean;
}

/**
 * An object of known keys, in the order of the caller. Typed input has the names of the wire in
 * camelCase, and an unknown key is refused there: it is most likely misspelled. A document in the
 * platform's own form may use what is newer than this package.
 */
export function objectRule(rules: Readonly<Record<string, Rule>>, options: ObjectOptions = {}): Rule {
  const { needs = [], readsCamelCase = false, misplaced, advice, further, isOpen } = options;
  // Maps, since a key may be `__proto__`.
  const typed = new Map<string, readonly [name: string, rule: Rule]>();
  const platform = new Map<string, readonly [name: string, rule: Rule]>();
  for (const entry of Object.entries(rules)) {
    const [name] = entry;
    typed.set(camelCase(name), entry);
    platform.set(name, entry);
    if (readsCamelCase) platform.set(camelCase(name), entry);
  }

  /** Where names tell no form, camelCase is the platform's own spelling, too, or it is typed. */
  const isDocument = ({ form }: Place) => form === "platform" || (form === "untold" && readsCamelCase);

  const readUnknown = (key: string, item: unknown, place: Place): ReturnType<Rule> => {
    const at = below(place, key);
    if (isOpen && isDocument(place)) return anyJson(item, at);
    const meant = suggestKey(key, [...(isDocument(place) ? platform : typed).keys()]);
    const belongs = meant === undefined ? misplaced?.(key) : undefined;
    const hint = meant === undefined ? (belongs ?? advice) : `did you mean ${meant}?`;
    const message = `is not a known key${hint === undefined ? "" : `; ${hint}`}`;
    if (belongs !== undefined || !isDocument(place)) refuse(at, message);
    warn(at, "unknown-key", message);
    return anyJson(item, at);
  };

  /** The keys under `further`, which stand next to the known ones on the wire. */
  const readFurther = (given: unknown, place: Place): JsonObject => {
    for (const key of Object.keys(plainObject(given, below(place, String(further))))) {
      if (platform.has(key)) refuse(below(place, key), `is a known key; write it outside ${further}`);
    }
    return jsonObject(given, place) as JsonObject;
  };

  return (value, place) => {
    const isTyped = place.form === "typed";
    const names = isTyped ? typed : platform;
    let others: JsonObject = {};
    const wire = mapEntries(value, place, (key, item) => {
      const [name, rule] = names.get(key) ?? [key];
      if (rule !== undefined) return [name, rule(item, below(place, name))];
      if (!isTyped || key !== further) return [name, readUnknown(key, item, place)];
      others = readFurther(item, place);
      return [name, undefined];
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
