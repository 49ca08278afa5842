import { objectRule } from "./object-rule.js";
import { plainObject, type Rule } from "./rule.js";
import { camelCase } from "./spelling.js";
import { formToldBy } from "./told-by-keys.js";
import { unknownKey } from "./unknown-key.js";

/**
 * An object of known keys and others: in the platform's own document these go next to the known
 * ones, in typed input under the property `further`. The keys tell the form. Where all names are
 * the same in both forms, an object without `further` is the platform's own.
 */
export function openObject(
  rules: Readonly<Record<string, Rule>>,
  further: string,
  readUnknown = unknownKey(`put keys of your own under ${further}`),
): Rule {
  const names = Object.keys(rules);
  const tellForm = formToldBy(names, further);
  const rule = objectRule(rules, { further, readUnknown });
  const isSpelledAlike = names.every((name) => camelCase(name) === name);
  return (value, place) => {
    const inside = tellForm(plainObject(value, place), place);
    return rule(value, inside.form === "untold" && isSpelledAlike ? { ...inside, form: "platform" } : inside);
  };
}
