import { headerNames, redactText, shortenHandle } from "@nh/wire";
import type { RedactedRequest } from "../errors.js";
import type { HubRequest } from "./hub-request.js";

/** Masks signatures, shortens handles, and leaves the body out. */
export function redactRequest({ method, url, headers }: HubRequest): RedactedRequest {
  const shown: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) shown[name] = redactHeader(name, value);
  return Object.freeze({ method, url: redactText(url), headers: Object.freeze(shown) });
}

/**
 * One line without control characters: what others wrote goes into messages, logs and terminals.
 */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
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
