import type { JsonObject } from "./json-value.js";
import { below, type Rule, refuse } from "./rule.js";

/**
 * A dictionary of texts whose `…args` need the `…key` of the same name: without it the platforms ignore the arguments, and
 * show the bare text or nothing.
 */
export const withLocKeys =
  (rule: Rule): Rule =>
  (value, place) => {
    const wire = rule(value, place) as JsonObject;
    for (const name of Object.keys(wire)) {
      const key = name.replace(/args$/, "key");
      if (!(key in wire)) refuse(below(place, name), `needs ${key}`);
    }
    return wire;
  };
