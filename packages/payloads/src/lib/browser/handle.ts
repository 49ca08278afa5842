import { invalidField } from "../errors.js";
import { readArgument } from "../read-argument.js";

/** The hub's handle of a browser: what registrations, installations and direct sends take. */
export interface BrowserHandle {
  /** https URL of the push service. */
  readonly endpoint: string;
  /** The browser's public key: 65 bytes in base64url. */
  readonly p256dh: string;
  /** The browser's authentication secret: 16 bytes in base64url. */
  readonly auth: string;
}

/** The JSON of a `PushSubscription`, as the page sends it to the back end. */
export interface PushSubscriptionData {
  readonly endpoint?: string | undefined;
  readonly keys?: Readonly<Record<string, string>> | undefined;
}

/** A `PushSubscription` of the browser, or its JSON. */
export type PushSubscriptionInput = PushSubscriptionData | { toJSON(): PushSubscriptionData };

/**
 * The hub's handle for a browser's push subscription. Keys in standard base64 become base64url,
 * which push services want. Frozen.
 *
 * @example
 * // In the page: JSON.stringify(await registration.pushManager.subscribe({ … }))
 * browserHandle(JSON.parse(subscription));
 * @throws {PayloadError} NH_PAYLOAD_INVALID when the endpoint is not an https URL or a key has the
 * wrong length. No key is in the message.
 * @throws {ArgumentError} when the subscription is not an object.
 */
export function browserHandle(subscription: PushSubscriptionInput): BrowserHandle {
  // The PushSubscription of a page is not a plain object, but it has toJSON.
  const data = readArgument("browser", "subscription", { subscription }, () => jsonOf(subscription));
  return readArgument("browser", "subscription", data, ({ endpoint, keys }) => {
    if (typeof endpoint !== "string" || !URL.canParse(endpoint) || new URL(endpoint).protocol !== "https:") {
      throw invalidField("browser", "endpoint", "must be an https URL");
    }
    return Object.freeze({
      endpoint,
      p256dh: base64url(keys?.p256dh, "keys.p256dh", 65),
      auth: base64url(keys?.auth, "keys.auth", 16),
    });
  });
}

function jsonOf(subscription: PushSubscriptionInput): PushSubscriptionData {
  return "toJSON" in subscription && typeof subscription.toJSON === "function"
    ? subscription.toJSON()
    : (subscription as PushSubscriptionData);
}

/**
 * Key material of a known number of bytes (RFC 8291 section 3.1 and 3.2), written without padding.
 */
function base64url(value: unknown, field: string, bytes: number): string {
  const key = typeof value === "string" ? value.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "") : "";
  if (/^[\w-]+$/.test(key) && key.length === Math.ceil((bytes * 4) / 3)) return key;
  throw invalidField("browser", field, `must be ${bytes} bytes in base64url, as PushSubscription.toJSON() writes it`);
}
