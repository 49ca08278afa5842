import { createPublicKey } from "node:crypto";
import type { TestCertificate } from "./certificate.js";
import { type BrowserKeys, createBrowserKeys, decrypt } from "./decrypt.js";
import { type HttpDouble, type Received, type Reply, startHttpDouble } from "./http-double.js";
import { verifyJwt } from "./jwt.js";

/** A push as a browser saw it. */
export interface BrowserPush {
  /** What was decrypted. */
  readonly text: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** A browser that has subscribed. */
export interface BrowserDouble {
  readonly subscription: {
    readonly endpoint: string;
    readonly expirationTime: null;
    readonly keys: { readonly p256dh: string; readonly auth: string };
  };
  readonly pushes: BrowserPush[];
  /** Ends the subscription: further pushes get 410. */
  unsubscribe(): void;
}

/** A push service with its browsers. */
export interface WebPushDouble extends HttpDouble {
  /** A browser subscribes with the public key of a sender. */
  subscribe(publicKey: string): Promise<BrowserDouble>;
}

interface Subscriber {
  readonly publicKey: string;
  readonly keys: BrowserKeys;
  readonly browser: BrowserDouble;
  isActive: boolean;
}

/** Starts one. It checks the VAPID token and the headers, and decrypts what it gets. */
export async function startWebPushDouble(certificate?: TestCertificate): Promise<WebPushDouble> {
  const subscribers = new Map<string, Subscriber>();
  const double = await startHttpDouble(async (request) => {
    const subscriber = subscribers.get(request.path);
    if (subscriber === undefined) return { status: 404 };
    if (!subscriber.isActive) return { status: 410 };
    return (await problemOf(request, subscriber, double.url)) ?? take(request, subscriber);
  }, certificate);

  async function subscribe(publicKey: string): Promise<BrowserDouble> {
    const keys = await createBrowserKeys();
    const path = `/push/${subscribers.size + 1}?a=b`;
    const browser: BrowserDouble = {
      subscription: {
        endpoint: `${double.url}${path}`,
        expirationTime: null,
        keys: { p256dh: keys.p256dh, auth: keys.auth },
      },
      pushes: [],
      unsubscribe() {
        subscriber.isActive = false;
      },
    };
    const subscriber: Subscriber = { publicKey, keys, browser, isActive: true };
    subscribers.set(path, subscriber);
    return browser;
  }
  return Object.assign(double, { subscribe });
}

async function take({ headers, body }: Received, { keys, browser }: Subscriber): Promise<Reply> {
  browser.pushes.push({ text: await decrypt(body, keys), headers });
  return { status: 201, headers: { location: `https://push.example.com/message/${browser.pushes.length}` } };
}

async function problemOf({ headers }: Received, subscriber: Subscriber, origin: string): Promise<Reply | undefined> {
  if (!/^\d+$/.test(String(headers.ttl))) return { status: 400, body: "TTL is missing" };
  if (headers["content-encoding"] !== "aes128gcm") return { status: 400, body: "wrong content encoding" };
  const [, token = "", key = ""] = /^vapid t=([^,]+), k=(.+)$/.exec(headers.authorization ?? "") ?? [];
  if (key !== subscriber.publicKey) return { status: 403, body: "the key does not belong to the subscription" };
  const point = Buffer.from(key, "base64url");
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString("base64url"));
  const publicKey = createPublicKey({ format: "jwk", key: { kty: "EC", crv: "P-256", x: x ?? "", y: y ?? "" } });
  const jwt = await verifyJwt(token, publicKey, "ES256");
  const { aud, exp, sub } = jwt?.claims ?? {};
  const lifetime = Number(exp) - Date.now() / 1000;
  const isRight = aud === origin && lifetime > 0 && lifetime <= 86_400 && /^(mailto:|https:)/.test(String(sub));
  return isRight ? undefined : { status: 401, body: "the VAPID token is not right" };
}
