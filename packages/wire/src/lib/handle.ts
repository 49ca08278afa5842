/** A subscription of the Push API of browsers. */
export interface BrowserHandle {
  /** The URL of the push service for this subscription. */
  readonly endpoint: string;
  /** The client's public key, base64url. */
  readonly p256dh: string;
  /** The client's authentication secret, base64url. */
  readonly auth: string;
}

/**
 * A browser's subscription with its keys in base64url, as the Push API writes them and push
 * services expect them. Some libraries write standard base64, with `+`, `/` and `=`. What is not
 * a string stays as it is.
 *
 * @example
 * const endpoint = "https://push.example.com/1";
 * withUrlSafeKeys({ endpoint, p256dh: "BK+/", auth: "Zg==" }).auth; // "Zg"
 */
export function withUrlSafeKeys<Handle extends { readonly p256dh?: unknown; readonly auth?: unknown }>(
  handle: Handle,
): Handle {
  return { ...handle, p256dh: urlSafe(handle.p256dh), auth: urlSafe(handle.auth) } as Handle;
}

function urlSafe(key: unknown): unknown {
  return typeof key === "string" ? key.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "") : key;
}

/** A device of Baidu, named by two ids. */
export interface BaiduHandle {
  readonly userId: string;
  readonly channelId: string;
}

/**
 * What a direct send is addressed to: a token, registration id, or channel URI as a string, or a
 * browser's subscription.
 */
export type DeviceHandle = string | BrowserHandle;

/**
 * Shortens a handle for messages, dumps, and logs to its first six and last four characters.
 * A handle of ten characters or fewer, which no platform issues, stays as it is.
 *
 * @example
 * shortenHandle("00fc13adff785122b4ad28809a3420982341241421348097"); // "00fc13…8097"
 */
export function shortenHandle(handle: string): string {
  return handle.length <= 10 ? handle : `${handle.slice(0, 6)}…${handle.slice(-4)}`;
}
