import { invalidField, type PayloadError } from "../errors.js";

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
 * The hub's handle for a browser's push subscription. Frozen.
 *
 * @throws {PayloadError} NH_PAYLOAD_INVALID when the endpoint is no https URL or a key has the wrong length; no key is in the message.
 * @throws {TypeError} when the subscription is no object.
 */
export function browserHandle(subscription: PushSubscriptionInput): BrowserHandle {
  const data: unknown =
    isObject(subscription) && "toJSON" in subscription && typeof subscription.toJSON === "function"
      ? subscription.toJSON()
      : subscription;
  if (!isObject(data)) throw new TypeError("browser: the subscription must be an object");
  const { endpoint, keys } = data as PushSubscriptionData;
  if (typeof endpoint !== "string" || !URL.canParse(endpoint) || new URL(endpoint).protocol !== "https:") {
    throw refusal("endpoint", "must be an https URL");
  }
  return Object.freeze({
    endpoint,
    p256dh: base64url(keys?.p256dh, "keys.p256dh", 65),
    auth: base64url(keys?.auth, "keys.auth", 16),
  });
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

/** Key material of a known number of bytes (RFC 8291 section 3.1 and 3.2), written without padding. */
function base64url(value: unknown, field: string, bytes: number): string {
  if (typeof value === "string" && /^[\w-]+$/.test(value) && value.length === Math.ceil((bytes * 4) / 3)) return value;
  throw refusal(field, `must be ${bytes} bytes in base64url without padding, as PushSubscription.toJSON() writes it`);
}

function refusal(field: string, rule: string): PayloadError {
  return invalidField("browser", field, rule);
}
