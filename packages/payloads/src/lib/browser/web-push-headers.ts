import type { KnownHeader } from "../headers.js";
import { warn } from "../json/place.js";
import { matching, oneOf, type Rule } from "../json/rule.js";

const words = oneOf("very-low", "low", "normal", "high");

/** The grammar of RFC 8030 ignores letter case (RFC 5234 section 2.3). */
const urgency: Rule = (value, place) => {
  words(typeof value === "string" ? value.toLowerCase() : value, place);
  return value as string;
};

const label = matching("1 to 32 letters, digits, - and _", /^[\w-]{1,32}$/);

/**
 * Four characters of base64url are three bytes, so no value has one character over. RFC 8030 asks
 * for the alphabet alone, and only Apple's service decodes ("Sending web push notifications in web
 * apps and browsers").
 */
const topic: Rule = (value, place) => {
  const checked = label(value, place) as string;
  if (checked.length % 4 === 1) {
    const message = `is not base64url with ${checked.length} characters, so Apple's service refuses it (BadWebPushTopic)`;
    warn(place, "one-service-only", `${message}; add or remove a character`);
  }
  return checked;
};

/**
 * The headers that a push service reads (RFC 8030 sections 5.2 to 5.4); in FCM's `webpush.headers`
 * too.
 */
export const webPushHeaders: readonly KnownHeader[] = [
  { name: "TTL", value: matching("whole seconds, as a string", /^\d+$/) },
  { name: "Urgency", value: urgency },
  { name: "Topic", value: topic },
];
