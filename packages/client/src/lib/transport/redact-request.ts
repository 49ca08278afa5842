import { headerNames, shortenHandle } from "@nh/wire";
import type { Exchange } from "./exchange.js";
import type { RedactedRequest } from "./redact.js";

/** Masks signatures, shortens handles, and leaves the body out. */
export function redactRequest(exchange: Exchange): RedactedRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(exchange.headers)) headers[name] = redactHeader(name, value);
  return Object.freeze({ method: exchange.method, url: exchange.shownUrl, headers: Object.freeze(headers) });
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
