import { anyJson, mapOf } from "../json/any-json.js";
import type { JsonObject } from "../json/json-value.js";
import { below, isPlainObject, mustBe, plainObject, type Rule, text } from "../json/rule.js";
import { aps as apsRule } from "./aps.js";

const ownKeys = mustBe(
  "an object without aps and mdm",
  (value) => isPlainObject(value) && (value.aps ?? value.mdm) === undefined,
);

/** A whole payload: `aps`, and the app's own keys beside it. */
export const applePayload: Rule = (value, place) => {
  const { mdm, data = {}, ...keys } = plainObject(value, place) as JsonObject;
  const { aps = {}, ...beside } = (
    place.own ? { data, ...keys } : { ...(ownKeys(data, below(place, "data")) as JsonObject), aps: keys }
  ) as JsonObject;
  const wire = apsRule(aps, below(place, "aps")) as JsonObject;
  return {
    ...((Object.keys(wire)[0] || !mdm) && { aps: wire }),
    ...(mdm && { mdm: text(mdm, below(place, "mdm")) }),
    ...(mapOf(anyJson)(beside, place) as JsonObject),
  };
};
