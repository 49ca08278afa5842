import type { JsonObject } from "../json/json-value.js";
import { below, type Place, refuse } from "../json/place.js";
import { mapEntries, plainObject, type Rule, string } from "../json/rule.js";
import { aps } from "./aps.js";
import { ownJson, ownObject } from "./own-json.js";

/**
 * A whole payload: `aps`, and the app's own keys beside it. Where the form is not told, an object
 * is Apple's own document if it has the key `aps`. One without, as VoIP and device management may
 * send, is known for Apple's own only as a string.
 */
export const applePayload: Rule = payloadRule(readDocument);

/**
 * A VoIP push, whose document only the app reads: it may have any keys (Apple, `PKPushPayload`).
 */
export const voipPayload: Rule = payloadRule(ownObject);

function payloadRule(readOwn: Rule): Rule {
  return (value, place) => {
    const payload = plainObject(value, place);
    const form = place.form !== "undecided" ? place.form : Object.hasOwn(payload, "aps") ? "platform" : "typed";
    return form === "typed" ? readTyped(payload, { ...place, form }) : readOwn(payload, { ...place, form });
  };
}

/** Typed input has the keys of `aps` at its root, and those of the app under `data`. */
function readTyped({ mdm, data = {}, ...keys }: JsonObject, place: Place): JsonObject {
  const wireAps = aps(keys, below(place, "aps")) as JsonObject;
  const magic = mdm === undefined ? {} : { mdm: string(mdm, below(place, "mdm")) as string };
  const own = ownObject(data, below(place, "data")) as JsonObject;
  if ("aps" in own || "mdm" in own) refuse(below(place, "data"), "must not have aps or mdm");
  const isForDeviceManagement = mdm !== undefined && Object.keys(wireAps).length === 0;
  return isForDeviceManagement ? { ...magic, ...own } : { aps: wireAps, ...magic, ...own };
}

/** Apple's own document, as it is sent. */
function readDocument(payload: unknown, place: Place): JsonObject {
  return mapEntries(payload, place, (key, item, at) => {
    const rule = key === "aps" ? aps : key === "mdm" ? string : ownJson;
    return [key, rule(item, at)];
  });
}
