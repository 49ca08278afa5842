import type { KnownHeader } from "../headers.js";
import { matching, oneOf } from "../json/rule.js";

/**
 * The headers that a push service reads (RFC 8030 sections 5.2 to 5.4); in FCM's `webpush.headers`
 * too.
 */
export const webPushHeaders: readonly KnownHeader[] = [
  { name: "TTL", value: matching("whole seconds, as a string", /^\d+$/) },
  { name: "Urgency", value: oneOf("very-low", "low", "normal", "high") },
  { name: "Topic", value: matching("1 to 32 letters, digits, - and _", /^[\w-]{1,32}$/) },
];
