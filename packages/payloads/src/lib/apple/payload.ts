import { anyJson, mapOf } from "../json/collections.js";
import type { JsonObject } from "../json/json-value.js";
import { below, type Rule, refuse, text } from "../json/rule.js";
import { aps as apsRule } from "./aps.js";

const anyKeys = mapOf(anyJson);

/** A whole payload: `aps`, and the app's own keys beside it. */
export const applePayload: Rule = (value, place) => {
  const { aps, mdm, ...rest } = value as JsonObject;
  const { data = {}, ...keysOfAps } = rest;
  if (!place.own && aps !== undefined) refuse(place, "must not hold aps; give its keys directly, or the whole as JSON text");
  const wire: Record<string, JsonObject[string]> = {};
  if (mdm !== undefined) wire["mdm"] = text(mdm, below(place, "mdm"));
  else if (!place.own || aps !== undefined) wire["aps"] = apsRule(place.own ? aps : keysOfAps, below(place, "aps"));
  const beside = anyKeys(place.own ? rest : data, place) as JsonObject;
  for (const key of Object.keys(beside)) if (/^(aps|mdm)$/.test(key)) refuse(below(place, key), "must not be in data");
  return { ...wire, ...beside };
};
