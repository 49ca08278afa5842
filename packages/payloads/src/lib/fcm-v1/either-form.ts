import { byForm, type Rule } from "../json/rule.js";

/**
 * {@link byForm} for a value that tells its form where the message does not: inside `{ message }`,
 * an object may be Google's document or the typed message.
 */
export function eitherForm(typed: Rule, platform: Rule, isTyped: (value: unknown) => boolean): Rule {
  const rule = byForm(typed, platform);
  return (value, place) =>
    rule(value, place.form === "undecided" ? { ...place, form: isTyped(value) ? "typed" : "platform" } : place);
}
