import { formatSeconds, LONGEST_TTL_SECONDS } from "../fcm-v1/duration.js";
import { isJsonNumber } from "../json/json-number.js";
import type { JsonValue } from "../json/json-value.js";
import type { ExactJson } from "../json/parse-json.js";
import { writeJson } from "../json/write-json.js";
import type { ConversionKind } from "./conversion-table.js";

/** A value in the typed message and on the wire, or why it cannot be carried over. */
export type ConvertedValue =
  | { readonly typed: JsonValue; readonly wire: JsonValue | undefined }
  | { readonly reason: string };

const same = (value: JsonValue): ConvertedValue => ({ typed: value, wire: value });

/** Whether a string is a template expression as a whole, which the hub replaces when it sends. */
function isExpression(value: ExactJson): value is string {
  return typeof value === "string" && /^(?:[$.%#]\(.*\)|\{.*\})$/s.test(value);
}

const converters: Readonly<Record<ConversionKind, (value: ExactJson) => ConvertedValue>> = {
  string: (value) => (typeof value === "string" ? same(asString(value)) : { reason: "must be a string in v1" }),
  strings: (value) =>
    Array.isArray(value) && value.every((item) => typeof item === "string")
      ? same(value.map(asString))
      : { reason: "must be a list of strings in v1" },
  priority: (value) => {
    const word = String(value).toUpperCase();
    return word === "NORMAL" || word === "HIGH"
      ? same(word)
      : { reason: 'must be fixed to "NORMAL" or "HIGH" in v1; write it in message.android.priority' };
  },
  duration: (value) => {
    const seconds = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
    return typeof seconds === "number" && seconds >= 0 && seconds <= LONGEST_TTL_SECONDS
      ? { typed: { seconds }, wire: formatSeconds(seconds) }
      : {
          reason: `must be a string such as "60s", up to four weeks, in message.android.ttl; of a property: "{$(ttl) + 's'}"`,
        };
  },
  flag: (value) =>
    typeof value === "boolean" ? { typed: value, wire: value ? 1 : undefined } : { reason: "must be true or false" },
  number: (value) => {
    const number = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
    return Number.isInteger(number)
      ? same(number as number)
      : { reason: 'must be a whole number in message.apns.payload.aps.badge; of a property: "#(badge)"' };
  },
};

/** A value of the legacy API as v1 wants it. */
export function convertValue(kind: ConversionKind, value: ExactJson): ConvertedValue {
  return converters[kind](isJsonNumber(value) ? value.valueOf() : value);
}

/** A value of `data` as a string, which is all that v1 carries. Numbers keep their digits. */
export function convertData(value: ExactJson): ConvertedValue {
  if (typeof value === "string") return same(asString(value));
  if (value === null) return { reason: "is null, and v1 carries strings only" };
  if (typeof value !== "object" || isJsonNumber(value)) return same(String(value));
  const text = writeJson(value);
  return /"(?:[$.%#]\(|\{)/.test(text)
    ? {
        reason:
          "has template expressions below its first level; v1 carries strings only, so give each a key of its own",
      }
    : same(text);
}

/**
 * `#(p)` puts a bare number into the document. Where v1 wants a string, `$(p)` puts the same digits
 * in quotes.
 */
function asString(value: string): string {
  return isExpression(value) ? value.replace(/^#/, "$") : value;
}
