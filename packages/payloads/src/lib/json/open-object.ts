import { formFromKeys } from "./form-from-keys.js";
import { objectRule } from "./object-rule.js";
import { plainObject, type Rule } from "./rule.js";
import { camelCase } from "./spelling.js";
import { unknownKey } from "./unknown-key.js";

/**
 * An object of known keys and others: in the platform's own document these go next to the known
 * ones, in typed input under the property `further`. The keys decide the form. Where all names are
 * the same in both forms, an object without `further` is the platform's own.
 */
export function openObject(
  rules: Readonly<Record<string, Rule>>,
  further: string,
  readUnknown = unknownKey(`put keys of your own under ${further}`),
): Rule {
  const names = Object.keys(rules);
  const decideForm = formFromKeys(names, further);
  const rule = objectRule(rules, { further, readUnknown });
  const isSpelledAlike = names.every((name) => camelCase(name) === name);
  return (value, place) => {
    const inside = decideForm(plainObject(value, place), place);
    return rule(value, inside.form === "undecided" && isSpelledAlike ? { ...inside, form: "platform" } : inside);
  };
}
