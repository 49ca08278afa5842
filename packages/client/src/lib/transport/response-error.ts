import type { NativePlatform } from "@nh/payloads";
import { type ErrorBody, platformWire, type Redactor } from "@nh/wire";
import {
  type CallFailure,
  HubConnectionError,
  HubResponseError,
  type HubResponseErrorCode,
  HubTimeoutError,
} from "../errors.js";
import { type BrokenAttempt, type FailedAttempt, isRetryable, type RefusedAttempt } from "./classify-failure.js";
import { describeFailure, redactedCause } from "./describe-failure.js";
import type { HubRequest } from "./hub-request.js";
import type { HubResponse } from "./hub-response.js";
import { isInProcessHub } from "./in-process-hub.js";
import { oneLine, redactRequest } from "./redact.js";
import { readHttpDate } from "./retry-after.js";

/** A clock this far off makes fresh tokens look expired or lets expired ones look fresh. */
const CLOCK_SKEW_MS = 120_000;
const EXCERPT_LENGTH = 200;

/** What is known of a call when one of its attempts has failed. */
export interface FailedCall {
  readonly request: HubRequest;
  readonly attempts: number;
  /** Whether this attempt or an earlier one may have been carried out. */
  readonly mayHaveBeenSent: boolean;
  /** Masks the secrets and handles of the last attempt. */
  readonly redact: Redactor;
}

/** Builds the error for a failed attempt: what the caller gets when there is no further one. */
export function errorOf(failure: FailedAttempt, call: FailedCall, nowMs: number): Error {
  const { request, attempts, mayHaveBeenSent, redact } = call;
  const facts: CallFailure = {
    attempts,
    mayHaveBeenSent,
    retryable: isRetryable(request, failure, mayHaveBeenSent),
    request: redactRequest(request, redact),
  };
  return "response" in failure ? responseError(failure, call, facts, nowMs) : brokenError(failure, call, facts);
}

function responseError(
  { response, body, retryAfterMs }: RefusedAttempt,
  { request, redact }: FailedCall,
  facts: CallFailure,
  nowMs: number,
): HubResponseError {
  const { status, correlationId } = response;
  const detail = detailOf(response, body, redact);
  const trackingId = response.trackingId ?? (body?.trackingId && oneLine(body.trackingId));
  const code = codeOf(status, detail, response.header("Retry-After") !== undefined);
  const clockSkewMs = status === 401 ? clockSkew(response, nowMs) : undefined;
  const sentences = [
    `${outcomeOf(request, facts.mayHaveBeenSent, `${status} (${code})`)}${detail === "" ? "" : `: ${detail}`}`,
    ...(clockSkewMs === undefined ? [] : [clockSentence(clockSkewMs)]),
    ...hintsFor(response, code, detail),
    ...(retryAfterMs ? [`The response asks to wait ${Math.ceil(retryAfterMs / 1000)} s`] : []),
    ...(trackingId === undefined ? [] : [`Tracking id ${trackingId}`]),
  ];
  return new HubResponseError({
    ...facts,
    message: `${sentences.map((sentence) => sentence.replace(/[.\s]+$/, "")).join(". ")}.`,
    code,
    status,
    detail,
    trackingId,
    correlationId,
    retryAfterMs,
    clockSkewMs,
  });
}

function brokenError(
  { thrown, isTimeout, kind }: BrokenAttempt,
  { request, redact }: FailedCall,
  facts: CallFailure,
): HubTimeoutError | HubConnectionError {
  const { call, limits } = request;
  const sent = sentSentence(request, facts.mayHaveBeenSent);
  if (!isTimeout) {
    const message = `${call} failed without a response: ${describeFailure(thrown, redact)}. ${sent}`;
    return new HubConnectionError(message, facts, redactedCause(thrown, redact));
  }
  // A timeout is final when the time of the whole call is over.
  const limit =
    kind === "final" ? `${limits.totalTimeoutMs} ms (totalTimeoutMs)` : `${limits.timeoutMs} ms (timeoutMs)`;
  return new HubTimeoutError(`${call} got no complete response within ${limit}. ${sent}`, facts, thrown);
}

function outcomeOf(request: HubRequest, mayHaveBeenSent: boolean, response: string): string {
  if (!mayHaveBeenSent) return `${request.call} was refused with ${response}`;
  const failed = `${request.call} failed with ${response}`;
  if (request.method === "GET") return failed; // a read changes nothing
  return `${failed}; it may have been ${isSend(request) ? "sent" : "carried out"}`;
}

function isSend({ operation }: HubRequest): boolean {
  return /^(send|schedule)/.test(operation);
}

function sentSentence(request: HubRequest, mayHaveBeenSent: boolean): string {
  if (!mayHaveBeenSent) {
    const hint = isInProcessHub(request.url)
      ? " The hub runs inside a process: pass fetch: hub.fetch to the client."
      : "";
    return `The request was not sent.${hint}`;
  }
  return isSend(request)
    ? "The service may have carried it out, so sending again may push twice."
    : "The service may have carried it out.";
}

/**
 * The service's own words, or the beginning of a page that a proxy or gateway wrote in its place.
 */
function detailOf({ text }: HubResponse, body: ErrorBody | undefined, redact: Redactor): string {
  if (body !== undefined) return oneLine(redact(body.detail ?? ""));
  const words = oneLine(
    redact(text.slice(0, 10_000))
      .replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, " ")
      .replace(/<[^>]*>/g, " "),
  );
  return words.length <= EXCERPT_LENGTH ? words : `${words.slice(0, EXCERPT_LENGTH)}…`;
}

function codeOf(status: number, detail: string, hasRetryAfter: boolean): HubResponseErrorCode {
  switch (status) {
    case 400:
      return /no target applications/i.test(detail) ? "NH_CREDENTIAL_MISSING" : "NH_BAD_REQUEST";
    case 401:
      return "NH_UNAUTHORIZED";
    case 403:
      // "QuotaExceeded", "The quota … exceeded", "This operation is not available for your tier".
      if (/quota|\btier\b/i.test(detail)) return "NH_QUOTA";
      return hasRetryAfter ? "NH_THROTTLED" : "NH_FORBIDDEN";
    case 404:
      return "NH_NOT_FOUND";
    case 408:
      return "NH_SERVER_ERROR";
    case 409:
      return "NH_CONFLICT";
    case 410:
      return "NH_GONE";
    case 412:
      return "NH_PRECONDITION_FAILED";
    case 413:
      return "NH_TOO_LARGE";
    case 429:
      return "NH_THROTTLED";
    default:
      return status >= 400 && status < 500 ? "NH_BAD_REQUEST" : "NH_SERVER_ERROR";
  }
}

function hintsFor({ is2xx, isPage, status }: HubResponse, code: HubResponseErrorCode, detail: string): string[] {
  if (code === "NH_CREDENTIAL_MISSING") return [credentialHint(detail)];
  if (is2xx) {
    const how = isPage ? "with a web page" : `${status} to this call`;
    return [`The service never responds ${how}; check the endpoint and the proxies in between`];
  }
  // Browsers hide where a redirect leads, and its status too: they call it 0.
  if (status < 400) return ["Redirects are not followed; check the endpoint"];
  return [];
}

/** Which credential the hub lacks, from the format that the service names. */
function credentialHint(detail: string): string {
  const format = /format is (\w+)/i.exec(detail)?.[1]?.toLowerCase();
  if (format === "gcm") return "Google has shut down gcm: send fcmv1, and give the hub the credential fcmV1";
  return `Give the hub the credential ${platformWire[format as NativePlatform]?.credential ?? "of this format"}`;
}

/**
 * By how much this machine's clock is ahead of the service's, in milliseconds, where that matters.
 */
function clockSkew(response: HubResponse, nowMs: number): number | undefined {
  const serviceMs = readHttpDate(response.header("Date"));
  if (serviceMs === undefined) return undefined;
  const skew = nowMs - serviceMs;
  return Math.abs(skew) >= CLOCK_SKEW_MS ? skew : undefined;
}

function clockSentence(skewMs: number): string {
  const minutes = Math.round(Math.abs(skewMs) / 60_000);
  return `The clock of this machine is ${minutes} minutes ${skewMs > 0 ? "ahead of" : "behind"} the service's, and tokens depend on it; set the clock`;
}
