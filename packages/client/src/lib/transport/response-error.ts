import { decodeErrorBody, headerNames, redactText } from "@nh/wire";
import { HubResponseError, type HubResponseErrorCode } from "../errors.js";
import type { Answer, Exchange } from "./exchange.js";
import { plainText } from "./plain-text.js";
import { redactRequest } from "./redact-request.js";
import { readHttpDate, readRetryAfter } from "./retry-after.js";

/** A clock this far off makes fresh tokens look expired or lets expired ones look fresh. */
const CLOCK_SKEW_MS = 120_000;
const EXCERPT_LENGTH = 200;

/** What the retry layer has to know of a refusal before it decides. */
export interface Refusal {
  readonly code: HubResponseErrorCode;
  readonly detail: string;
  readonly trackingId: string | undefined;
  readonly retryAfterMs: number | undefined;
  /** The service did nothing and says that it may be asked again. */
  readonly notNow: boolean;
  /** The service, or something before it, failed: nobody knows whether the request was carried out. */
  readonly ambiguous: boolean;
  /** A 401 whose detail says that the token had expired. */
  readonly tokenExpired: boolean;
}

/** Reads what an answer that is not a success means. */
export function readRefusal(answer: Answer, nowMs: number): Refusal {
  const { status } = answer;
  const body = decodeErrorBody(answer.text);
  const detail = body === undefined ? excerptOf(answer.text) : plainText(redactText(body.detail ?? ""));
  const retryAfter = answer.header("Retry-After");
  return {
    code: codeOf(status, detail, retryAfter !== undefined),
    detail,
    trackingId: answer.header(headerNames.trackingId) ?? (body?.trackingId && plainText(body.trackingId)),
    retryAfterMs: readRetryAfter(retryAfter, answer.header("Date"), nowMs),
    notNow: status === 429 || status === 503 || (status === 403 && retryAfter !== undefined),
    // Not implemented, unavailable, and no such HTTP version: these say that nothing was done. A page in place of a success says nothing.
    ambiguous: isSuccess(status) || status === 408 || (status >= 500 && ![501, 503, 505].includes(status)),
    tokenExpired: answer.tokenExpired === true,
  };
}

/** Builds the error for a refusal. */
export function responseError(
  exchange: Exchange,
  answer: Answer,
  refusal: Refusal,
  facts: { attempts: number; mayHaveBeenSent: boolean; nowMs: number },
): HubResponseError {
  const { code, detail, trackingId, retryAfterMs } = refusal;
  const { attempts, mayHaveBeenSent } = facts;
  const clockSkewMs = answer.status === 401 ? clockSkew(answer, facts.nowMs) : undefined;
  const sentences = [
    `${exchange.operation} was refused with ${answer.status} (${code})${detail === "" ? "" : `: ${detail}`}`,
    ...(clockSkewMs === undefined ? [] : [clockSentence(clockSkewMs)]),
    ...(isSuccess(answer.status)
      ? ["A page is no answer of the service; check the endpoint and proxies on the way"]
      : []),
    // Browsers hide where a redirect leads, and its status too: they call it 0.
    ...(answer.status < 400 && !isSuccess(answer.status) ? ["Redirects are not followed; check the endpoint"] : []),
    ...(trackingId === undefined ? [] : [`Tracking id ${trackingId}`]),
  ];
  return new HubResponseError({
    message: `${sentences.map((sentence) => sentence.replace(/[.\s]+$/, "")).join(". ")}.`,
    code,
    status: answer.status,
    detail,
    trackingId,
    correlationId: answer.header(headerNames.correlationId),
    retryable: refusal.notNow || refusal.ambiguous,
    retryAfterMs,
    attempts,
    mayHaveBeenSent,
    request: redactRequest(exchange),
    clockSkewMs,
  });
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

function codeOf(status: number, detail: string, hasRetryAfter: boolean): HubResponseErrorCode {
  switch (status) {
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

/** The beginning of a page that a proxy or gateway wrote in the service's place. */
function excerptOf(text: string): string {
  const words = plainText(
    redactText(text.slice(0, 10_000))
      .replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, " ")
      .replace(/<[^>]*>/g, " "),
  );
  return words.length <= EXCERPT_LENGTH ? words : `${words.slice(0, EXCERPT_LENGTH)}…`;
}

function clockSkew(answer: Answer, nowMs: number): number | undefined {
  const serviceMs = readHttpDate(answer.header("Date"));
  if (serviceMs === undefined) return undefined;
  const skew = nowMs - serviceMs;
  return Math.abs(skew) >= CLOCK_SKEW_MS ? skew : undefined;
}

function clockSentence(skewMs: number): string {
  const minutes = Math.round(Math.abs(skewMs) / 60_000);
  return `The clock of this machine is ${minutes} minutes ${skewMs > 0 ? "ahead of" : "behind"} the service's, and tokens depend on it: set the clock`;
}
