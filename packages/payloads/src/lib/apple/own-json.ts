import { anyJson } from "../json/any-json.js";
import { jsonOf } from "../json/json-of.js";
import { warn } from "../json/place.js";
import { mapOf, type Rule } from "../json/rule.js";

/**
 * What the app itself reads: any JSON. Clients have been seen to lose a whole payload to `null`.
 */
export const ownJson: Rule = jsonOf((value, place) => {
  if (value === null) warn(place, "null-value", "is null, for which some devices drop the payload; remove the key");
  return anyJson(value, place);
});

/** An object of any keys and any JSON. */
export const ownObject: Rule = mapOf(ownJson);
