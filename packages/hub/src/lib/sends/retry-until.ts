import type { NativePlatform } from "@nh/payloads";
import { parseJson } from "../parse-json.js";

/** How long after a send its pushes are retried at the most, in milliseconds. */
const LONGEST_MS = 3_600_000;

/**
 * Until when a push is worth a retry: for an hour, or for its time to live when that is shorter. A
 * time to live of 0 means "now or never", so that there is no retry.
 *
 * @param atMs When the push was queued, in real time: push services do not know the clock of the
 *   hub. Milliseconds since 1970.
 */
export function retryUntil(
  platform: NativePlatform,
  headers: Readonly<Record<string, string>>,
  body: string,
  atMs: number,
): number {
  return Math.min(atMs + LONGEST_MS, endOfLife(platform, headers, body, atMs) ?? Number.POSITIVE_INFINITY);
}

/**
 * When the platform stops trying to deliver the push, in real time. Undefined when the push does
 * not say.
 */
export function endOfLife(
  platform: NativePlatform,
  headers: Readonly<Record<string, string>>,
  body: string,
  atMs: number,
): number | undefined {
  const after = (value: unknown, unitMs: number) => {
    const amount = toNumber(value);
    return amount === undefined ? undefined : atMs + amount * unitMs;
  };
  switch (platform) {
    case "apple": {
      const seconds = toNumber(headers["apns-expiration"]);
      return seconds === undefined ? undefined : Math.max(atMs, seconds * 1_000);
    }
    case "browser":
      return after(headers.ttl, 1_000);
    case "windows":
      return after(headers["x-wns-ttl"], 1_000);
    case "fcmv1": {
      const ttl = memberOf(body, "message", "android", "ttl");
      return after(typeof ttl === "string" ? ttl.replace(/s$/, "") : undefined, 1_000);
    }
    case "adm":
      return after(memberOf(body, "expiresAfter"), 1_000);
    case "xiaomi":
      return after(memberOf(body, "time_to_live"), 1);
    default:
      return undefined;
  }
}

function toNumber(value: unknown): number | undefined {
  if (typeof value === "number") return value >= 0 ? value : undefined;
  return typeof value === "string" && /^\d{1,15}(?:\.\d{1,9})?$/.test(value) ? Number(value) : undefined;
}

/** A member of the JSON that the body is. Undefined when it has none, or is something else. */
function memberOf(body: string, ...path: readonly string[]): unknown {
  try {
    return path.reduce<unknown>(
      (value, name) =>
        typeof value === "object" && value !== null && Object.hasOwn(value, name)
          ? (value as Readonly<Record<string, unknown>>)[name]
          : undefined,
      parseJson(body),
    );
  } catch {
    return undefined;
  }
}
