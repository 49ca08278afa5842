import { refuse } from "../json/place.js";
import { mapEntries, matching, mustBe, oneOf, type Rule, string } from "../json/rule.js";
import { kindOf } from "../kind-of.js";
import { eitherForm } from "./either-form.js";

function isUrl(value: unknown, protocols: readonly string[]): boolean {
  return typeof value === "string" && URL.canParse(value) && protocols.includes(new URL(value).protocol);
}

export const imageUrl: Rule = mustBe("an http or https URL", (value) => isUrl(value, ["http:", "https:"]));
export const httpsUrl: Rule = mustBe("an https URL", (value) => isUrl(value, ["https:"]));

export const rgbColor: Rule = matching("a color of the form #rrggbb", /^#[\da-f]{6}$/i);
export const analyticsLabel: Rule = matching("1 to 50 letters, digits and any of -_.~%", /^[\w.~%-]{1,50}$/);

const rfc3339 = matching(
  "a date and time of RFC 3339, such as 2031-05-06T07:08:09Z",
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/i,
);

const date: Rule = (value, place) =>
  value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : refuse(place, "must be a valid Date");

/** A moment: a Date in typed input, RFC 3339 on the wire. */
export const timestamp: Rule = eitherForm(date, rfc3339, (value) => typeof value !== "string");

/**
 * The REST enumeration. Google's own examples write it in lower case, too, so a document may have
 * any case. It may also have a number (ProtoJSON, "enum"), but Google publishes none for these.
 */
export function enumeration(...words: readonly string[]): Rule {
  const exact = oneOf(...words);
  const rule = eitherForm(
    exact,
    (value, place) => {
      if (!Number.isInteger(value)) exact(typeof value === "string" ? value.toUpperCase() : value, place);
      return value as string | number;
    },
    (value) => words.includes(value as string),
  );
  return Object.assign(rule, { choices: words });
}

/** A number that a document may write as a string (ProtoJSON, "int32" and "float"). */
export function numeric(rule: Rule): Rule {
  const inDocument: Rule = (value, place) => {
    rule(typeof value === "string" && value.trim() !== "" ? Number(value) : value, place);
    return value as string | number;
  };
  return (value, place) => (place.form === "typed" ? rule : inDocument)(value, place);
}

/** Whether a key of the app's data is Google's own (FCM REST reference, `Message.data`). */
export function isReservedKey(key: string): boolean {
  return /^(from|message_type|(google|gcm)\..*)$/s.test(key);
}

/** The app's data: values are strings. */
export const stringData: Rule = (value, place) =>
  mapEntries(value, place, (key, item, at) => {
    if (isReservedKey(key)) refuse(at, "is a key that FCM reserves; choose another");
    if (typeof item !== "string")
      refuse(
        at,
        `must be a string, not ${kindOf(item)}; write ${typeof item === "object" ? "JSON.stringify" : "String"}(value)`,
      );
    return [key, string(item, at)];
  });
