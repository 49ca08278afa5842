import {
  credentialOfOther,
  credentialRefused,
  deviceThrottled,
  failedOnTheWay,
  handleGone,
  refused,
  unavailable,
  type Verdict,
} from "../result.js";

const otherKey = credentialOfOther(
  "The browser subscribed with another VAPID key. Push with the key pair of that subscription, or let the page subscribe again with this public key.",
);
const gone = handleGone(
  "The subscription is no longer there. Remove it; the page makes a new one when it subscribes again.",
);
/** The rate is limited "for push message delivery to a push resource" (RFC 8030, 8.4). */
const tooMany = deviceThrottled("Too many pushes to this browser. Push to it less often.");
const tooLarge = refused("payload", "The push service does not take a message of this size. Shorten it.");

/** The meaning of a status in Web Push (RFC 8030, RFC 8292). */
export const webPushStatuses: Readonly<Record<number, Verdict>> = {
  400: refused("payload", "The push service does not accept the request. details has its response."),
  401: credentialRefused(
    "The push service does not accept the VAPID token. Check subject, and the clock of this machine.",
  ),
  403: otherKey,
  404: gone,
  410: gone,
  413: tooLarge,
  429: tooMany,
};

/** The reasons of Apple's push service. */
export const appleReasons: Readonly<Record<string, Verdict>> = {
  BadJwtToken: credentialRefused(
    "Apple does not accept the VAPID token. subject must be a mailto: or https: URL of a real domain, not of localhost, and the clock of this machine must be right.",
  ),
  VapidPkHashMismatch: otherKey,
  BadWebPushTopic: refused(
    "payload",
    "Apple requires a base64url Topic of at most 32 characters, but not of 1, 5, 9, … characters.",
  ),
  Unregistered: gone,
  PayloadTooLarge: tooLarge,
  TooManyRequests: tooMany,
};

/** The error numbers of Mozilla's push service (autopush, "Error Codes"). */
export const mozillaErrors: Readonly<Record<number, Verdict>> = {
  101: refused("payload", "Parts of the encryption are missing. Update this package."),
  102: gone,
  103: gone,
  104: tooLarge,
  105: gone,
  106: gone,
  108: gone,
  109: credentialRefused("Mozilla does not accept the VAPID token, or the browser subscribed with another key."),
  110: refused(
    "payload",
    "The encryption is not valid. Compare the keys of the handle with those of the subscription.",
  ),
  111: refused("payload", "A header is missing. Update this package."),
  112: refused("payload", "The TTL must be a whole number of seconds."),
  113: refused("payload", "The Topic must be 1 to 32 letters, digits, - and _."),
  201: unavailable("Mozilla is overloaded. Push again later."),
  202: unavailable("Mozilla is not available now. Push again."),
  999: failedOnTheWay("Mozilla failed. The push may have been carried out."),
};

/** Words in the responses of Google's push service. */
export const googleWords: readonly (readonly [RegExp, Verdict])[] = [
  [/do not correspond|UnauthorizedRegistration/i, otherKey],
  [/unsubscribed or expired|NotRegistered/i, gone],
];
