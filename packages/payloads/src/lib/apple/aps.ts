import { type KebabCaseRules, kebabCase, objectOf } from "../json/object-rule.js";
import { listOf, mustBe, oneOf, plainObject, type Rule, text, upTo } from "../json/rule.js";
import type { AppleAlert, AppleLiveActivityPayload, AppleLocalizedText, AppleSound } from "./types.js";

const trueOr1 = mustBe("true or false, in JSON 1 or 0", (value, own) =>
  own ? value === 1 || value === 0 : value === !!value,
);

/** Apple's flags are the number 1, or absent. */
const flag: Rule = (value, place) => (trueOr1(value, place) ? 1 : undefined);

/** 1e11 seconds are the year 5138, but 1e11 milliseconds are 1973. */
const wholeNumber = mustBe(
  "a whole number; a time must be a Date",
  (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) < 1e11,
);

/** Apple's times are seconds since 1970. */
const seconds: Rule = (value, place) =>
  wholeNumber(place.own ? value : value instanceof Date && Math.floor(+value / 1000), place);

const texts = listOf(text);

const textOr =
  (rule: Rule): Rule =>
  (value, place) =>
    (typeof value === "string" ? text : rule)(value, place);

const object = (rules: Readonly<Record<string, Rule>>) =>
  objectOf(rules, kebabCase, () => "your own keys go beside aps, here under data");

const localized = textOr(object({ "loc-key": text, "loc-args": texts } satisfies KebabCaseRules<AppleLocalizedText>));

/** The dictionary `aps`, each key by itself; what keys must hold together is checked where the push type is known. */
export const aps: Rule = object({
  alert: textOr(
    object({
      title: localized,
      subtitle: text,
      body: localized,
      "launch-image": text,
      "title-loc-key": text,
      "title-loc-args": texts,
      "subtitle-loc-key": text,
      "subtitle-loc-args": texts,
      "loc-key": text,
      "loc-args": texts,
      action: text,
      "action-loc-key": text,
      sound: text,
    } satisfies KebabCaseRules<AppleAlert & { readonly sound: string }>),
  ),
  badge: wholeNumber,
  sound: textOr(object({ critical: flag, name: text, volume: upTo(1) } satisfies KebabCaseRules<AppleSound>)),
  "thread-id": text,
  category: text,
  "content-available": flag,
  "mutable-content": flag,
  "target-content-id": text,
  "interruption-level": oneOf("passive", "active", "time-sensitive", "critical"),
  "relevance-score": upTo(Number.MAX_SAFE_INTEGER),
  "filter-criteria": text,
  "url-args": texts,
  event: oneOf("start", "update", "end"),
  timestamp: seconds,
  "content-state": plainObject,
  "stale-date": seconds,
  "dismissal-date": seconds,
  "attributes-type": text,
  attributes: plainObject,
  "input-push-token": flag,
  "input-push-channel": text,
} satisfies KebabCaseRules<Omit<AppleLiveActivityPayload, "data" | "mdm">>);
