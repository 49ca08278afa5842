import { anyJson, mapOf } from "../json/any-json.js";
import { withLocKeys } from "../json/loc-args.js";
import { type KebabCaseRules, kebabCase, objectOf } from "../json/object-rule.js";
import { listOf, mustBe, oneOf, type Rule, text, upTo } from "../json/rule.js";
import type { AppleAlert, AppleLiveActivityPayload, AppleLocalizedText, AppleSound } from "./types.js";

const trueOr1 = mustBe("true or false, in JSON 1 or 0", (value, own) =>
  own ? value === 1 || value === 0 : value === !!value,
);

/** Apple's flags are the number 1, or absent. */
const flag: Rule = (value, place) => (trueOr1(value, place) ? 1 : undefined);

/** 1e11 seconds are the year 5138, but 1e11 milliseconds are 1973. */
const isWhole = (value: unknown) => Number.isInteger(value) && (value as number) >= 0 && (value as number) < 1e11;

const wholeNumber = mustBe("a whole number", isWhole);

/** Apple's times are seconds since 1970. */
const secondsOf = (value: unknown) => (value instanceof Date ? Math.floor(+value / 1000) : undefined);

const time = mustBe("a Date, in JSON whole seconds", (value, own) => isWhole(own ? value : secondsOf(value)));

const seconds: Rule = (value, place) => secondsOf(time(value, place)) ?? (value as number);

const texts = listOf(text);

const textOr =
  (rule: Rule): Rule =>
  (value, place) =>
    (typeof value === "string" ? text : rule)(value, place);

const object = (rules: Readonly<Record<string, Rule>>) =>
  objectOf(rules, kebabCase, (_, own) =>
    own ? "your own keys go beside aps" : "write camelCase, and your own keys under data",
  );

const localized = textOr(
  withLocKeys(object({ "loc-key": text, "loc-args": texts } satisfies KebabCaseRules<AppleLocalizedText>)),
);

const anyObject = mapOf(anyJson);

/** The dictionary `aps`, each key by itself; what keys must hold together is checked where the push type is known. */
export const aps: Rule = object({
  alert: textOr(
    withLocKeys(
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
  "content-state": anyObject,
  "stale-date": seconds,
  "dismissal-date": seconds,
  "attributes-type": text,
  attributes: anyObject,
  "input-push-token": flag,
  "input-push-channel": text,
} satisfies KebabCaseRules<Omit<AppleLiveActivityPayload, "data" | "mdm">>);
