import { createRedactor, headerNames, type Redactor, shortenHandle } from "@nh/wire";
import type { RedactedRequest } from "../errors.js";
import type { Attempt, HubRequest } from "./hub-request.js";

/**
 * Makes what masks the exact secrets and handles of a request, wherever they are echoed. It costs
 * nothing before it is used.
 *
 * @param secrets Such as the key of the connection string.
 */
export function redactorFor(
  { url, body = "" }: HubRequest,
  { headers }: Attempt,
  secrets: readonly string[],
): Redactor {
  return createRedactor({ secrets, request: { url, headers: Object.entries(headers), body } });
}

/** Masks signatures, shortens handles, and leaves the body out. */
export function redactRequest({ method, url, headers }: HubRequest, redact: Redactor): RedactedRequest {
  const shown: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) shown[name] = redactHeader(name, value, redact);
  return Object.freeze({ method, url: redact(url), headers: Object.freeze(shown) });
}

/**
 * One line without control characters: what others wrote goes into messages, logs and terminals.
 */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
}

function redactHeader(name: string, value: string, redact: Redactor): string {
  switch (name) {
    case headerNames.deviceHandle:
    case headerNames.p256dh:
      return shortenHandle(value);
    case headerNames.auth:
      return "***";
    default:
      return redact(value);
  }
}
