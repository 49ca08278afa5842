import { anyJson, listOf, mapOf } from "../json/collections.js";
import { kebabCase, objectOf } from "../json/object-rule.js";
import { oneOf, type Rule, refuse, text, upTo } from "../json/rule.js";
import type { AppleAlert, AppleLiveActivityPayload, AppleLocalizedText, AppleSound } from "./types.js";

/** Apple's flags are the number 1, or absent. */
const flag: Rule = (value, place) => {
  if (place.own ? value !== 1 && value !== 0 : typeof value !== "boolean") {
    refuse(place, place.own ? "must be 1 or 0" : "must be true or false");
  }
  return value ? 1 : undefined;
};

/** Apple's dates are seconds since 1970; 1e11 of them are the year 5138, but 1e11 milliseconds are 1973. */
const seconds: Rule = (value, place) => {
  const number = value instanceof Date && !place.own ? Math.floor(value.getTime() / 1000) : place.own && value;
  return Number.isInteger(number) && (number as number) < 1e11
    ? (number as number)
    : refuse(place, place.own ? "must be whole seconds since 1970" : "must be a valid Date");
};

const texts = listOf(text);
const dictionary = mapOf(anyJson);

const textOr =
  (rule: Rule): Rule =>
  (value, place) =>
    (typeof value === "string" ? text : rule)(value, place);

const localized = textOr(objectOf<AppleLocalizedText>({ locKey: text, locArgs: texts }, kebabCase));

/** The dictionary `aps`, each key by itself; what keys must hold together is checked where the push type is known. */
export const aps: Rule = objectOf<Omit<AppleLiveActivityPayload, "data" | "mdm">>(
  {
    alert: textOr(
      objectOf<AppleAlert & { readonly sound: string }>(
        {
          title: localized,
          subtitle: text,
          body: localized,
          launchImage: text,
          titleLocKey: text,
          titleLocArgs: texts,
          subtitleLocKey: text,
          subtitleLocArgs: texts,
          locKey: text,
          locArgs: texts,
          action: text,
          actionLocKey: text,
          sound: text,
        },
        kebabCase,
      ),
    ),
    badge: upTo(2_147_483_647, true),
    sound: textOr(objectOf<AppleSound>({ critical: flag, name: text, volume: upTo(1) }, kebabCase)),
    threadId: text,
    category: text,
    contentAvailable: flag,
    mutableContent: flag,
    targetContentId: text,
    interruptionLevel: oneOf("passive", "active", "time-sensitive", "critical"),
    relevanceScore: upTo(Number.MAX_VALUE),
    filterCriteria: text,
    urlArgs: texts,
    event: oneOf("start", "update", "end"),
    timestamp: seconds,
    contentState: dictionary,
    staleDate: seconds,
    dismissalDate: seconds,
    attributesType: text,
    attributes: dictionary,
    inputPushToken: flag,
    inputPushChannel: text,
  },
  kebabCase,
  () => "the app's own keys go beside aps, in typed input under data",
);
