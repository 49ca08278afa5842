import { jsonObject } from "../json/any-json.js";
import type { JsonObject } from "../json/json-value.js";
import { type KebabCaseRules, kebabCase, objectOf } from "../json/object-rule.js";
import { listOf, oneOf, type Rule, text, textOr, upTo } from "../json/rule.js";
import { timeOr, wholeNumber } from "./time.js";
import type {
  AppleAlert,
  AppleCommon,
  AppleLiveActivityAlert,
  AppleLiveActivityEnd,
  AppleLiveActivityStart,
  AppleLiveActivityUpdate,
  AppleLocalizedText,
  AppleSound,
} from "./types.js";

/** A rule for each key of a change of a Live Activity. */
type ChangeRules<Change> = KebabCaseRules<Omit<Change, "data"> & { readonly event: unknown }>;

/** Apple's flags are the number 1, or absent. */
const flag: Rule = (value, place) => ((place.own ? oneOf(1, 0) : oneOf(true, false))(value, place) ? 1 : undefined);

const texts = listOf(text);
const time = timeOr("");

/** A dictionary of known keys, of which some must not be missing. */
const dictionary = (rules: Readonly<Record<string, Rule>>, ...required: readonly string[]): Rule =>
  objectOf(rules, kebabCase, () => "; your own go in data, beside aps; some need event", required);

const localized = textOr(
  dictionary({ "loc-key": text, "loc-args": texts } satisfies KebabCaseRules<AppleLocalizedText>, "loc-key"),
);

const common = {
  badge: wholeNumber,
  sound: textOr(
    dictionary({ critical: flag, name: text, volume: upTo(1) } satisfies KebabCaseRules<AppleSound>, "name"),
  ),
  "thread-id": text,
  category: text,
  "content-available": flag,
  "mutable-content": flag,
  "target-content-id": text,
  "interruption-level": oneOf("passive", "active", "time-sensitive", "critical"),
  "relevance-score": upTo(1),
  "filter-criteria": text,
  "url-args": texts,
} satisfies KebabCaseRules<Omit<AppleCommon, "data" | "mdm">>;

const notification = dictionary({
  ...common,
  alert: textOr(
    dictionary({
      title: text,
      subtitle: text,
      body: text,
      "launch-image": text,
      "title-loc-key": text,
      "title-loc-args": texts,
      "subtitle-loc-key": text,
      "subtitle-loc-args": texts,
      "loc-key": text,
      "loc-args": texts,
      action: text,
      "action-loc-key": text,
    } satisfies KebabCaseRules<AppleAlert>),
  ),
});

/** What a Live Activity of any event may hold. */
const change = {
  ...common,
  "relevance-score": upTo(1e9),
  alert: textOr(
    dictionary({ title: localized, body: localized, sound: text } satisfies KebabCaseRules<AppleLiveActivityAlert>),
  ),
  event: oneOf("start", "update", "end"),
  timestamp: time,
  "content-state": jsonObject,
  "stale-date": time,
} satisfies ChangeRules<AppleLiveActivityUpdate>;

const update = dictionary(change, "timestamp", "content-state");

const start = dictionary(
  {
    ...change,
    "attributes-type": text,
    attributes: jsonObject,
    "input-push-token": flag,
    "input-push-channel": text,
  } satisfies ChangeRules<AppleLiveActivityStart>,
  "timestamp",
  "content-state",
  "attributes-type",
  "attributes",
  "alert",
);

const end = dictionary({ ...change, "dismissal-date": time } satisfies ChangeRules<AppleLiveActivityEnd>, "timestamp");

/**
 * The dictionary `aps`, whose `event` tells what else it may and must hold; what contradicts the push type is checked where that
 * is known.
 */
export const aps: Rule = (value, place) => {
  const { event } = value as JsonObject;
  return (event === "start" ? start : event === "end" ? end : event ? update : notification)(value, place);
};
