import { headerNames, shortenHandle } from "@nh/wire";
import type { Exchange } from "./transport/exchange.js";

/** A request as errors and events show it: enough to recognise it, nothing that would let someone repeat it. */
export interface RedactedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Masks signatures, shortens handles, and leaves the body out. */
export function redactRequest(exchange: Exchange): RedactedRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(exchange.headers)) headers[name] = redactHeader(name, value);
  return Object.freeze({ method: exchange.method, url: redactUrl(exchange.url), headers: Object.freeze(headers) });
}

function redactHeader(name: string, value: string): string {
  switch (name) {
    case headerNames.deviceHandle:
    case headerNames.p256dh:
      return shortenHandle(value);
    case headerNames.auth:
      return "***";
    default:
      return value;
  }
}

/** Masks the `sig` of a signed address and shortens the handles that a `$filter` compares with. */
export function redactUrl(url: string): string {
  if (!/[?&](?:sig|%24filter|\$filter)=/i.test(url)) return url;
  return url
    .replace(/([?&]sig=)[^&#]*/gi, "$1***")
    .replace(
      /(eq(?:%20|\+)(%27|'))(.*?)(?=\2(?:%20|\+|&|$))/gi,
      (_match, start: string, _quote: string, handle: string) => start + shortenHandle(handle),
    );
}
