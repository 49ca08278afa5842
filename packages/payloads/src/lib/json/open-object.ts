import { kindOf } from "../kind-of.js";
import { anyJson, jsonObject } from "./any-json.js";
import type { JsonObject } from "./json-value.js";
import { objectRule } from "./object-rule.js";
import { below, refuse } from "./place.js";
import { isPlainObject, mapEntries, plainObject, type Rule } from "./rule.js";
import { camelCase } from "./spelling.js";
import { formToldBy } from "./told-by-keys.js";

/**
 * An object of known keys, and others that nobody checks: in the platform's own document these
 * stand beside the known ones, in typed input under the property `further`. The keys tell the form.
 * Where all names are the same in both forms, an object without `further` is the platform's own.
 */
export function openObject(rules: Readonly<Record<string, Rule>>, further: string): Rule {
  const wireNames = Object.keys(rules);
  const tellForm = formToldBy(wireNames, further);
  const known = objectRule(rules, { advise: () => `put keys of your own under ${further}` });
  const isSpelledAlike = wireNames.every((name) => camelCase(name) === name);

  const readTyped: Rule = (value, place) => {
    const { [further]: given = {}, ...keys } = plainObject(value, place);
    if (!isPlainObject(given)) return refuse(place, `must hold an object under ${further}, not ${kindOf(given)}`);
    const others = jsonObject(given, place) as JsonObject;
    for (const key of Object.keys(others)) {
      if (wireNames.includes(key)) refuse(below(place, key), `is a known key; write it outside ${further}`);
    }
    return { ...(known(keys, place) as JsonObject), ...others };
  };

  const readDocument: Rule = (value, place) =>
    mapEntries(value, place, (key, item) => {
      const rule = Object.hasOwn(rules, key) ? rules[key] : undefined;
      return [key, (rule ?? anyJson)(item, below(place, key))];
    });

  return (value, place) => {
    const inside = tellForm(plainObject(value, place), place);
    const isDocument = inside.form === "platform" || (inside.form === "untold" && isSpelledAlike);
    return (isDocument ? readDocument : readTyped)(value, inside);
  };
}
