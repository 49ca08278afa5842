import type { JsonObject } from "../json/json-value.js";
import { below, plainObject, type Rule, text } from "../json/rule.js";
import { aps as apsRule } from "./aps.js";

/** A whole payload: `aps`, and the app's own keys beside it. */
export const applePayload: Rule = (value, place) => {
  const { mdm, data = {}, ...keys } = plainObject(value, place) as JsonObject;
  const { aps, mdm: _, ...beside } = (place.own ? value : plainObject(data, below(place, "data"))) as JsonObject;
  return {
    ...((place.own ? aps : !mdm || Object.keys(keys)[0]) && {
      aps: apsRule(place.own ? aps : keys, below(place, "aps")),
    }),
    ...(mdm && { mdm: text(mdm, below(place, "mdm")) }),
    ...beside,
  };
};
