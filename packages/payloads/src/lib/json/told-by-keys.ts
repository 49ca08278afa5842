import { type ObjectOptions, objectRule } from "./object-rule.js";
import { below, type Form, type Place, refuse } from "./place.js";
import { plainObject, type Rule } from "./rule.js";
import { camelCase } from "./spelling.js";

/**
 * {@link objectRule} for an object whose keys tell the form by their spelling, unless it is told
 * already.
 */
export function toldByKeys(rules: Readonly<Record<string, Rule>>, options?: ObjectOptions): Rule {
  const rule = objectRule(rules, options);
  const tellForm = formToldBy(Object.keys(rules));
  return (value, place) => rule(value, tellForm(plainObject(value, place), place));
}

/**
 * Tells the form of an object from its keys: the function returns the place with what it has found.
 * Where each key is spelled alike in both forms, it stays untold. Known keys in both spellings are
 * refused with the name that was meant.
 *
 * @param typedOnly A property that only typed input has. Default: none.
 */
export function formToldBy(wireNames: readonly string[], typedOnly?: string): (object: object, place: Place) => Place {
  const respelled = wireNames.filter((name) => camelCase(name) !== name);
  const typedNames = new Map(respelled.map((name) => [name, camelCase(name)]));
  const namesOnWire = new Map(respelled.map((name) => [camelCase(name), name]));
  const formOf = (key: string): Form | undefined => {
    if (key === typedOnly || namesOnWire.has(key)) return "typed";
    // A key that is not known tells, too, by the spelling of the platform.
    return typedNames.has(key) || (/[a-z][-_][a-z]/i.test(key) && !wireNames.includes(key)) ? "platform" : undefined;
  };
  return (object, place) => {
    if (place.form !== "untold") return place;
    const keys = Object.keys(object);
    const telling = keys.find((key) => key === typedOnly) ?? keys.find((key) => formOf(key) !== undefined);
    if (telling === undefined) return place;
    const form = formOf(telling) ?? "untold";
    for (const key of keys) {
      const meant = (form === "typed" ? typedNames : namesOnWire).get(key);
      if (meant === undefined) continue;
      refuse(below(place, key), `is spelled differently than ${telling}; did you mean ${meant}?`);
    }
    return { ...place, form };
  };
}
