import type { IncomingMessage } from "node:http";

/** A host name or address with an optional port, as in a Host header. */
const hostPattern = /^(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/;

/**
 * A target that the parser of `URL` leaves unchanged: only characters that it keeps, and no segment
 * that begins with a dot.
 */
const plainTarget = /^(?:\/(?!\.|%2e)[\w.~!$&()*+,;=:@%?-]*)+$/i;

/** The absolute form, which clients write when they take the server for a proxy. */
const absoluteTarget = /^https?:\/\//i;

/**
 * A client sends the same Host header in every request, and parsing it costs as much as reading all
 * headers.
 */
const origins = new Map<string, string | undefined>();
const ORIGINS_SIZE = 1_000;

/**
 * The address of a request as `URL` writes it. Undefined when the target or the Host header is not
 * valid, or when the target names a user, which no `Request` may.
 *
 * @param fallbackHost the host of an HTTP/1.0 request without a Host header.
 */
export function requestUrl(incoming: IncomingMessage, fallbackHost: string): string | undefined {
  const target = incoming.url ?? "/";
  if (absoluteTarget.test(target)) return normalize(target);
  const isHttp2 = incoming.httpVersionMajor === 2;
  const host = hostOf(incoming) ?? (isHttp2 ? undefined : fallbackHost);
  if (host === undefined) return undefined;
  // The hub speaks HTTP/2 only over TLS.
  const scheme = isHttp2 || "encrypted" in incoming.socket ? "https" : "http";
  const origin = originOf(`${scheme}://`, host);
  if (origin === undefined) return undefined;
  // Joined as text, because resolving `//other/path` against a base would give another host.
  if (plainTarget.test(target)) return origin + target;
  return normalize(`${origin}${target.startsWith("/") ? target : `/${target}`}`);
}

/**
 * The host that the client asked for. HTTP/2 has it in a field of its own, which a Host header
 * cannot override.
 */
function hostOf({ headers }: IncomingMessage): string | undefined {
  const authority = headers[":authority"];
  return typeof authority === "string" ? authority : headers.host;
}

function originOf(scheme: string, host: string): string | undefined {
  const key = scheme + host;
  const known = origins.get(key);
  if (known !== undefined || origins.has(key)) return known;
  const origin = hostPattern.test(host) && URL.canParse(key) ? new URL(key).origin : undefined;
  if (origins.size >= ORIGINS_SIZE) origins.clear();
  origins.set(key, origin);
  return origin;
}

function normalize(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  return url.username === "" && url.password === "" ? url.href : undefined;
}
