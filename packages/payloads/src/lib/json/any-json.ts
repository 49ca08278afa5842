import { jsonOf } from "./json-of.js";
import { mapOf, mustBe, type Rule, stringOr } from "./rule.js";

/**
 * Any JSON: what the platform hands to the app as it is. Refuses what `JSON.stringify` would drop,
 * alter or choke on.
 */
export const anyJson: Rule = jsonOf(
  stringOr(
    mustBe(
      "plain JSON; write a Date or a bigint as a string",
      (value) => value === null || typeof value === "boolean" || Number.isFinite(value),
    ),
  ),
);

/** An object of any keys and any JSON. */
export const jsonObject: Rule = mapOf(anyJson);
