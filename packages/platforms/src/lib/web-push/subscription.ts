import type { BrowserHandle, PushSubscriptionInput } from "@nh/payloads";
import { ArgumentError } from "../argument-error.js";
import { type AllowedHosts, whyNotAllowed } from "../http/hosts.js";
import { type Target, targetOf } from "../http/origin.js";
import { field, parseJson } from "../http/service-text.js";
import type { ReceiverKeys } from "./encrypt.js";

/**
 * A browser: its `PushSubscription`, the JSON of it as an object or a string, or the hub's handle
 * `{ endpoint, p256dh, auth }`.
 */
export type WebPushHandle = string | PushSubscriptionInput | BrowserHandle;

/** The endpoint and the keys of a browser. */
export interface Subscription extends ReceiverKeys {
  readonly endpoint: Target;
}

/**
 * @throws {ArgumentError} when the subscription is incomplete, or its endpoint is not allowed. The
 * message shows no key.
 */
export function readSubscription(handle: WebPushHandle, allowed: AllowedHosts): Subscription {
  const data = toData(handle);
  const keys = field(data, "keys") ?? data;
  return {
    endpoint: readEndpoint(field(data, "endpoint"), allowed),
    p256dh: readKey(field(keys, "p256dh"), "p256dh", 65),
    auth: readKey(field(keys, "auth"), "auth", 16),
  };
}

function toData(handle: unknown): unknown {
  if (typeof handle === "string") return parseJson(handle);
  const { toJSON } = (handle ?? {}) as { toJSON?: unknown };
  return typeof toJSON === "function" ? toJSON.call(handle) : handle;
}

function readEndpoint(endpoint: unknown, allowed: AllowedHosts): Target {
  if (typeof endpoint !== "string" || !URL.canParse(endpoint)) {
    throw refuse("must be a subscription of a browser, or its JSON. Its endpoint is missing or is not a URL");
  }
  const url = new URL(endpoint);
  const why = whyNotAllowed(url, allowed);
  if (why === undefined) return targetOf(url);
  throw new ArgumentError(
    "handle",
    `handle: the endpoint ${why}. Allowed: https URLs of public hosts. To allow others, set hosts.`,
  );
}

/**
 * Reads a key of a known length (RFC 8291, 3.1 and 3.2). Some libraries write plain base64 with
 * padding.
 */
function readKey(value: unknown, name: string, length: number): Buffer {
  const isText = typeof value === "string" && value.length < 128 && /^[\w+/-]+={0,2}$/.test(value);
  const bytes = isText ? Buffer.from(value, "base64url") : undefined;
  if (bytes?.length === length) return bytes;
  throw refuse(
    `has no valid key ${name}: it must be ${length} bytes in base64url, as PushSubscription.toJSON() writes it`,
  );
}

function refuse(rule: string): ArgumentError {
  return new ArgumentError("handle", `handle ${rule}.`);
}
