import { anyJson, jsonObject } from "../json/any-json.js";
import type { JsonObject } from "../json/json-value.js";
import { below, type Place, refuse } from "../json/place.js";
import { mapEntries, plainObject, type Rule, string } from "../json/rule.js";
import { aps } from "./aps.js";

/**
 * A whole payload: `aps`, and the app's own keys beside it. Where the form is not told, an object
 * is Apple's own document if it has the key `aps`. One without, as VoIP and device management may
 * send, is known for Apple's own only as a string.
 */
export const applePayload: Rule = (value, place) => {
  const payload = plainObject(value, place);
  const form = place.form !== "untold" ? place.form : Object.hasOwn(payload, "aps") ? "platform" : "typed";
  return (form === "typed" ? readTyped : readDocument)(payload, { ...place, form });
};

/** Typed input has the keys of `aps` at its root, and those of the app under `data`. */
function readTyped({ mdm, data = {}, ...keys }: JsonObject, place: Place): JsonObject {
  const wire = aps(keys, below(place, "aps")) as JsonObject;
  const own = jsonObject(data, below(place, "data")) as JsonObject;
  if ("aps" in own || "mdm" in own) refuse(below(place, "data"), "must not hold aps or mdm");
  const magic = mdm === undefined ? {} : { mdm: string(mdm, below(place, "mdm")) };
  const isEmpty = Object.keys(wire).length === 0;
  return { ...(isEmpty && mdm !== undefined ? {} : { aps: wire }), ...magic, ...own };
}

function readDocument(payload: JsonObject, place: Place): JsonObject {
  return mapEntries(payload, place, (key, item) => {
    const rule = key === "aps" ? aps : key === "mdm" ? string : anyJson;
    return [key, rule(item, below(place, key))];
  });
}
