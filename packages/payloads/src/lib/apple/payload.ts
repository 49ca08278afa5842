import { jsonObject } from "../json/any-json.js";
import type { JsonObject } from "../json/json-value.js";
import { below, type Rule, refuse, text } from "../json/rule.js";
import { aps as apsRule } from "./aps.js";

/** A whole payload: `aps`, and the app's own keys beside it, which need no check where they are JSON already. */
export const applePayload: Rule = (value, place) => {
  const { mdm, data = {}, ...keys } = value as JsonObject;
  const aps = apsRule(place.own ? (keys.aps ?? {}) : keys, below(place, "aps")) as JsonObject;
  const dataPlace = below(place, "data");
  const beside = (place.own ? {} : jsonObject(data, dataPlace)) as JsonObject;
  if ("aps" in beside || "mdm" in beside) refuse(dataPlace, "must hold no aps or mdm");
  return {
    ...(mdm && !Object.keys(aps)[0] ? {} : { aps }),
    mdm: mdm && text(mdm, below(place, "mdm")),
    ...beside,
  };
};
