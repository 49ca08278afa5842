import { isPayloadError } from "../errors.js";
import { below, type Place } from "../json/place.js";
import type { Rule } from "../json/rule.js";
import type { PayloadKey, PayloadKeyKind } from "./payload-key.js";

/**
 * The keys of an object that a builder has rules for.
 *
 * @param path Where the object is.
 * @param described Keys whose own keys are described elsewhere. Default: none.
 */
export function jsonKeys(
  path: readonly string[],
  rules: Readonly<Record<string, Rule>>,
  ...described: readonly string[]
): PayloadKey[] {
  return Object.entries(rules)
    .filter(([name]) => !described.includes(name))
    .map(([name, rule]) => keyFor([...path, name], (value) => takes(rule, value), rule.choices));
}

/** A key, described by the values that its rule takes. */
export function keyFor(
  path: readonly string[],
  accepts: (value: unknown) => boolean,
  choices: readonly unknown[] = [],
): PayloadKey {
  const isChoice = choices.length > 0;
  return { path, kind: isChoice ? "choice" : kindFor(accepts), choices: choices.map(String) };
}

/** Tries one value of each kind, since a rule is a function and says nothing of itself. */
function kindFor(accepts: (value: unknown) => boolean): PayloadKeyKind {
  const takesText = accepts("a");
  const takesBoolean = accepts(true);
  if ((accepts({ a: "b" }) || accepts([])) && (takesBoolean || !takesText)) return "json";
  if (takesBoolean) return "boolean";
  if (!accepts(1) || takesText) return "string";
  return accepts(0) && !accepts(0.5) && !accepts(2) ? "flag" : "number";
}

function takes(rule: Rule, value: unknown): boolean {
  const place: Place = { platform: "apple", field: "", form: "platform" };
  try {
    rule(value, below(place, "key"));
    return true;
  } catch (error) {
    if (!isPayloadError(error)) throw error;
    // What is wrong inside an object is not its kind.
    return error.field !== "key";
  }
}
