/** The owner of a push service. Each one refuses pushes in its own way. */
export type PushHost = "apple" | "google" | "mozilla" | "windows" | "other";

const hosts: readonly (readonly [PushHost, RegExp])[] = [
  ["google", /(^|\.)googleapis\.com$/],
  ["mozilla", /(^|\.)push\.services\.mozilla\.com$/],
  ["apple", /(^|\.)push\.apple\.com$/],
  ["windows", /(^|\.)notify\.windows\.com$/],
];

/** The owner of the host of an endpoint. */
export function pushHostOf(hostname: string): PushHost {
  return hosts.find(([, pattern]) => pattern.test(hostname))?.[0] ?? "other";
}

/**
 * Headers that only one service needs. Windows refuses a push whose TTL contradicts its cache
 * policy, which is `cache` by default ("Ttl value conflicts with X-WNS-Cache-Policy").
 */
export function extraHeaders(host: PushHost, ttl: string): Readonly<Record<string, string>> {
  return host === "windows" ? { "x-wns-cache-policy": Number(ttl) === 0 ? "no-cache" : "cache" } : {};
}
