import { type ObjectOptions, objectRule } from "./object-rule.js";
import { below, type Form, type Place, refuse } from "./place.js";
import { plainObject, type Rule } from "./rule.js";
import { camelCase } from "./spelling.js";

/**
 * {@link objectRule} for an object whose keys decide the form by their spelling, unless it is
 * decided already.
 */
export function decidedByKeys(rules: Readonly<Record<string, Rule>>, options?: ObjectOptions): Rule {
  const rule = objectRule(rules, options);
  const decideForm = formFromKeys(Object.keys(rules));
  return (value, place) => rule(value, decideForm(plainObject(value, place), place));
}

/**
 * Finds the form of an object from its keys: the function returns the place with what it has found.
 * Where each key is spelled alike in both forms, it stays undecided. Known keys in both spellings
 * are refused with the name that was meant.
 *
 * @param typedOnly A property that only typed input has. Default: none.
 */
export function formFromKeys(
  wireNames: readonly string[],
  typedOnly?: string,
): (object: object, place: Place) => Place {
  const respelled = wireNames.filter((name) => camelCase(name) !== name);
  const typedNames = new Map(respelled.map((name) => [name, camelCase(name)]));
  const namesOnWire = new Map(respelled.map((name) => [camelCase(name), name]));
  const formOf = (key: string): Form | undefined => {
    if (key === typedOnly || namesOnWire.has(key)) return "typed";
    // A key that is not known decides, too, when it has the spelling of the platform.
    return typedNames.has(key) || (/[a-z][-_][a-z]/i.test(key) && !wireNames.includes(key)) ? "platform" : undefined;
  };
  return (object, place) => {
    if (place.form !== "undecided") return place;
    const keys = Object.keys(object);
    const deciding = keys.find((key) => key === typedOnly) ?? keys.find((key) => formOf(key) !== undefined);
    if (deciding === undefined) return place;
    const form = formOf(deciding) ?? "undecided";
    for (const key of keys) {
      const meant = (form === "typed" ? typedNames : namesOnWire).get(key);
      if (meant === undefined) continue;
      refuse(below(place, key), `is spelled differently than ${deciding}; did you mean ${meant}?`);
    }
    return { ...place, form };
  };
}
