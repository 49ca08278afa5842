import { below, mapEntries, matching, mustBe, oneOf, type Rule, refuse, text } from "../json/rule.js";

const isHttpUrl = (value: unknown, protocols: RegExp) =>
  typeof value === "string" && URL.canParse(value) && protocols.test(new URL(value).protocol);

export const imageUrl: Rule = mustBe("an http or https URL", (value) => isHttpUrl(value, /^https?:$/));
export const httpsUrl: Rule = mustBe("an https URL", (value) => isHttpUrl(value, /^https:$/));

export const rgbColor: Rule = matching("a colour of the form #rrggbb", /^#[\da-f]{6}$/i);
export const analyticsLabel: Rule = matching("1 to 50 of letters, digits and -_.~%", /^[\w.~%-]{1,50}$/);

const rfc3339 = matching(
  "a date and time of RFC 3339",
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/i,
);

/** A moment: a Date in typed input, RFC 3339 on the wire. */
export const timestamp: Rule = (value, place) => {
  if (place.own) return rfc3339(value, place);
  return value instanceof Date && !Number.isNaN(value.getTime())
    ? value.toISOString()
    : refuse(place, "must be a valid Date");
};

/** The REST enumeration; JSON text may write it in any case, as Google's own examples do. */
export function enumeration(...words: readonly string[]): Rule {
  const rule = oneOf(...words);
  return (value, place) => rule(place.own && typeof value === "string" ? value.toUpperCase() : value, place);
}

/** Whether a key of the app's data is Google's own (FCM REST reference, `Message.data`). */
export function isReservedKey(key: string): boolean {
  return /^(from|message_type|(google|gcm)\..*)$/s.test(key);
}

/** The app's data: values are strings. */
export const stringData: Rule = (value, place) =>
  mapEntries(value, place, (key, item) => {
    const at = below(place, key);
    if (isReservedKey(key)) refuse(at, "is a key that FCM reserves; choose another");
    if (typeof item !== "string") refuse(at, `must be a string, not ${describe(item)}; write JSON.stringify(value)`);
    return [key, text(item, at)];
  });

function describe(value: unknown): string {
  return value === null ? "null" : Array.isArray(value) ? "a list" : typeof value;
}
