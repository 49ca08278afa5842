import type { Http2Response } from "../http/http2-exchange.js";
import { readRetryAfter } from "../http/retry-after.js";
import { field, parseJson, wordField } from "../http/service-text.js";
import { delivered, type PushResult, pushResult } from "../result.js";
import { verdictForStatus } from "../status-verdict.js";
import type { ApnsEnvironment } from "./environment.js";
import { SHORTEST_TOKEN_LIFE_MS } from "./provider-token.js";
import { apnsReasons } from "./reasons.js";

/** Judges a response of APNs. */
export function judgeApnsResponse(response: Http2Response, environment: ApnsEnvironment, nowMs: number): PushResult {
  const { status, headers, body } = response;
  const id = headerText(headers["apns-id"]);
  const details = detailsOf(environment, headerText(headers["apns-unique-id"]));
  if (status === 200) return pushResult(delivered, { status, id, details });
  const json = parseJson(body);
  const reason = wordField(json, "reason");
  const timestamp = field(json, "timestamp");
  // When the token became invalid. A token that was registered later is valid again.
  const isTime = typeof timestamp === "number" && Math.abs(timestamp) <= 8.64e15;
  const verdict =
    (reason !== undefined && Object.hasOwn(apnsReasons, reason) ? apnsReasons[reason] : undefined) ??
    verdictForStatus(status, reason !== undefined);
  const retryAfterMs =
    readRetryAfter(headerText(headers["retry-after"]), headers.date, nowMs) ??
    (reason === "TooManyProviderTokenUpdates" ? SHORTEST_TOKEN_LIFE_MS : undefined);
  return pushResult(verdict, {
    status,
    reason: reason ?? `HTTP ${status}`,
    id,
    retryAfterMs,
    details: isTime ? { ...details, timestamp: new Date(timestamp).toISOString() } : details,
  });
}

/** Most results have no other details, so they share these objects. */
const environmentDetails = {
  production: Object.freeze({ environment: "production" }),
  development: Object.freeze({ environment: "development" }),
} as const;

function detailsOf(environment: ApnsEnvironment, uniqueId: string | undefined): Readonly<Record<string, string>> {
  const details = environmentDetails[environment];
  return uniqueId === undefined ? details : { ...details, uniqueId };
}

function headerText(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" ? value.slice(0, 100) : undefined;
}
