import { type KebabCaseRules, objectRule } from "../json/object-rule.js";
import { below, refuse, warn } from "../json/place.js";
import {
  boolean,
  byForm,
  listOf,
  number,
  oneOf,
  plainObject,
  type Rule,
  string,
  stringOrObject,
  wholeNumber,
} from "../json/rule.js";
import { unknownKey } from "../json/unknown-key.js";
import { ownObject } from "./own-json.js";
import { time } from "./time.js";
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
type ChangeRules<Change> = KebabCaseRules<Omit<Change, BesideAps> & { readonly event: unknown }>;

/** What typed input has besides the keys of `aps` that this package knows. */
type BesideAps = "data" | "mdm" | "unconfirmed";
const further = "unconfirmed";

/** Apple's flags are the number 1, or absent; typed input has booleans. */
const flag = byForm((value, place) => (boolean(value, place) ? 1 : undefined), oneOf(1, 0));

const fraction = number("a number from 0 to 1", 1);

const localizedText = objectRule(
  { "loc-key": string, "loc-args": listOf(string) } satisfies KebabCaseRules<AppleLocalizedText>,
  { needs: ["loc-key"] },
);

/** Apple reads neither since iOS 15 (UNNotificationContent, `summaryArgument`). */
function deprecated(rule: Rule): Rule {
  return (value, place) => {
    warn(place, "deprecated-key", "has no effect since iOS 15; remove it");
    return rule(value, place);
  };
}

/** The keys of `aps.alert`. */
export const alertRules = {
  title: string,
  subtitle: string,
  body: string,
  "launch-image": string,
  "title-loc-key": string,
  "title-loc-args": listOf(string),
  "subtitle-loc-key": string,
  "subtitle-loc-args": listOf(string),
  "loc-key": string,
  "loc-args": listOf(string),
  action: string,
  "action-loc-key": string,
  "summary-arg": deprecated(string),
  "summary-arg-count": deprecated(wholeNumber),
} satisfies KebabCaseRules<Omit<AppleAlert, "unconfirmed">>;

const alert = objectRule(alertRules, { further });

const liveActivityAlert = objectRule({
  title: stringOrObject(localizedText),
  body: stringOrObject(localizedText),
  sound: string,
} satisfies KebabCaseRules<AppleLiveActivityAlert>);

const sound = objectRule({ critical: flag, name: string, volume: fraction } satisfies KebabCaseRules<AppleSound>, {
  needs: ["name"],
});

/** What a notification and a change of a Live Activity have in common. */
const common = {
  badge: wholeNumber,
  sound: stringOrObject(sound),
  "thread-id": string,
  category: string,
  "content-available": flag,
  "mutable-content": flag,
  "target-content-id": string,
  "interruption-level": oneOf("passive", "active", "time-sensitive", "critical"),
  "relevance-score": fraction,
  "filter-criteria": string,
  "url-args": listOf(string),
  "content-changed": boolean,
} satisfies KebabCaseRules<Omit<AppleCommon, BesideAps>>;

/** The keys of `aps` in a notification. */
export const apsRules = { ...common, alert: stringOrObject(alert) };

/** What a change of a Live Activity may hold, whatever its event. */
const change = {
  ...common,
  "relevance-score": number("a number, 0 or more", Number.POSITIVE_INFINITY),
  alert: stringOrObject(liveActivityAlert),
  event: string,
  timestamp: time,
  "content-state": ownObject,
  "stale-date": time,
} satisfies ChangeRules<AppleLiveActivityUpdate>;

const start = {
  ...change,
  "attributes-type": string,
  attributes: ownObject,
  "input-push-token": flag,
  "input-push-channel": string,
} satisfies ChangeRules<AppleLiveActivityStart>;

const end = { ...change, "dismissal-date": time } satisfies ChangeRules<AppleLiveActivityEnd>;

const readUnknown = unknownKey(
  "put your own keys next to aps (in typed input: under data); a Live Activity needs an event",
);

function apsRule(rules: Readonly<Record<string, Rule>>, ...needs: readonly string[]): Rule {
  return objectRule(rules, { needs, further, readUnknown });
}

/** Without an event, `aps` is of a notification, else of a change of a Live Activity. */
const rulesByEvent = new Map<unknown, Rule>([
  [undefined, apsRule(apsRules)],
  ["start", apsRule(start, "timestamp", "content-state", "attributes-type", "attributes", "alert")],
  ["update", apsRule(change, "timestamp", "content-state")],
  ["end", apsRule(end, "timestamp")],
]);

/**
 * The dictionary `aps`, whose `event` tells what else it may and must hold. What contradicts the
 * push type is checked where that is known.
 */
export const aps: Rule = (value, place) => {
  const { event } = plainObject(value, place);
  const rule = rulesByEvent.get(event) ?? refuse(below(place, "event"), "must be one of start, update, end");
  return rule(value, place);
};
