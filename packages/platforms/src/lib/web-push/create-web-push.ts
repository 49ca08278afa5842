import type { Notification } from "@nh/payloads";
import { ArgumentError, need } from "../argument-error.js";
import { type AllowedHosts, isLoopback, lookUpPublic } from "../http/hosts.js";
import { createHttpClient } from "../http/http-client.js";
import { moveTo, readServiceUrl } from "../http/origin.js";
import { invalidCredential } from "../platform-error.js";
import { type ClientOptions, setUp } from "../push/options.js";
import { perNotification } from "../push/per-notification.js";
import { pickHeaders } from "../push/pick-headers.js";
import { createPushClient, type PushClient } from "../push/push-client.js";
import { encrypt, LARGEST_PAYLOAD_BYTES } from "./encrypt.js";
import { judgeWebPushResponse } from "./judge-response.js";
import { extraHeaders, pushHostOf } from "./push-hosts.js";
import { readSubscription, type WebPushHandle } from "./subscription.js";
import { Vapid } from "./vapid.js";
import { readVapidKeys, type VapidKeys } from "./vapid-keys.js";

/** The options of {@link createWebPush}: a VAPID key pair, a contact, and how to connect. */
export interface WebPushOptions extends VapidKeys, ClientOptions {
  /** Your contact for the push services: a `mailto:` or `https:` URL. Apple refuses localhost. */
  readonly subject: string;
  /**
   * How long a push service keeps a notification without a `TTL` header. Seconds, default 2,419,200
   * (4 weeks).
   */
  readonly ttlSeconds?: number | undefined;
  /**
   * The hosts that an endpoint may name. Default `loopback`: public hosts and this machine. Use
   * `public` when the endpoints come from strangers.
   */
  readonly hosts?: AllowedHosts | undefined;
}

const DEFAULT_TTL_SECONDS = 2_419_200;
const allowedHosts: readonly AllowedHosts[] = ["public", "loopback", "any"];

interface WebPushMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * Creates a client for Web Push. A handle is the subscription of a browser, for which each push is
 * encrypted (RFC 8291).
 *
 * `url` replaces the server of the endpoint. The path and the VAPID audience stay.
 *
 * @throws {PlatformError} NH_CREDENTIAL_INVALID when a key has the wrong length, the two do not
 * belong together, or subject is neither a mailto: nor an https: URL.
 * @throws {ArgumentError} for an unknown or invalid option.
 * @example
 * ```ts
 * const web = createWebPush({ subject: "mailto:push@example.com", publicKey, privateKey });
 * const result = await web.push(browser({ title: "Your order is here" }), subscription);
 * ```
 */
export function createWebPush(options: WebPushOptions): PushClient<WebPushHandle> {
  const setup = setUp(options, ["subject", "publicKey", "privateKey", "ttlSeconds", "hosts"]);
  const { subject, publicKey, ttlSeconds = DEFAULT_TTL_SECONDS, hosts = "loopback" } = options;
  need(Number.isSafeInteger(ttlSeconds) && ttlSeconds >= 0, "ttlSeconds", "a whole number of seconds, 0 or more");
  need(allowedHosts.includes(hosts), "hosts", "public, loopback or any");
  const server = options.url === undefined ? undefined : readServiceUrl(options.url, options.url, "url");
  const key = readVapidKeys(options);
  const vapid = new Vapid(key, publicKey, checkSubject(subject), setup.now);
  // A host name may resolve to any address, so the addresses are checked when connecting.
  const guarded = createHttpClient(setup.ca, lookUpPublic);
  const free = createHttpClient(setup.ca);
  const messageOf = perNotification((notification) => webPushMessage(notification, ttlSeconds));

  return createPushClient<WebPushHandle>(
    {
      platform: "browser",
      name: "Web Push",
      prepare(notification, handle) {
        const { endpoint, ...keys } = readSubscription(handle, hosts);
        const message = messageOf(notification);
        const host = pushHostOf(endpoint.host);
        const target = server === undefined ? endpoint : moveTo(endpoint, server);
        const isFree = server !== undefined || hosts === "any" || isLoopback(endpoint.host);
        const http = isFree ? free : guarded;
        const body = encryptFor(message.body, keys);
        return async (wait) => {
          const authorization = vapid.authorizationFor(endpoint.text);
          const headers = {
            ...message.headers,
            ...extraHeaders(host, message.headers.ttl ?? ""),
            authorization,
            "content-length": body.length,
          };
          const response = await http.post({ target, headers, body }, wait);
          return { result: judgeWebPushResponse(response, host, setup.now(), [authorization]) };
        };
      },
      close() {
        guarded.close();
        free.close();
      },
    },
    setup,
  );
}

function checkSubject(subject: unknown): string {
  const isRight = typeof subject === "string" && /^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/.test(subject);
  if (isRight) return subject;
  const hint = "Push services contact you there about problems with your pushes.";
  throw invalidCredential("browser", "subject must be a mailto: or https: URL.", hint);
}

function webPushMessage(notification: Notification, ttlSeconds: number): WebPushMessage {
  const body = Buffer.from(notification.body);
  if (body.length > LARGEST_PAYLOAD_BYTES) {
    const message = `The body has ${body.length} bytes. Web Push takes ${LARGEST_PAYLOAD_BYTES} at most: shorten it.`;
    throw new ArgumentError("notification.body", message);
  }
  const headers = {
    ttl: String(ttlSeconds),
    ...pickHeaders(notification, /^(ttl|urgency|topic)$/),
    "content-type": "application/octet-stream",
    "content-encoding": "aes128gcm",
  };
  return { headers, body };
}

function encryptFor(body: Buffer, keys: { p256dh: Buffer; auth: Buffer }): Buffer {
  try {
    return encrypt(body, keys);
  } catch {
    throw new ArgumentError("handle", "handle: the key p256dh is not a point on the curve P-256.");
  }
}
