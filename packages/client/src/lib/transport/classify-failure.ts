import { decodeErrorBody, type ErrorBody } from "@nh/wire";
import type { AttemptTimeout, CredentialFailure } from "./failures.js";
import { isMarkedNeverSent } from "./failures.js";
import type { HubRequest } from "./hub-request.js";
import type { HubResponse } from "./hub-response.js";
import { isInProcessHub } from "./in-process-hub.js";
import { readRetryAfter } from "./retry-after.js";

/**
 * What a failed attempt means for the next one.
 *
 * - `notNow`: the service did nothing and says that it may be asked again.
 * - `tokenExpired`: the service did nothing, and a new token may mend it.
 * - `notSent`: the request never left this machine, or never reached the service.
 * - `ambiguous`: nobody knows whether the request was carried out.
 * - `final`: a further attempt would fail in the same way.
 */
export type FailureKind = "notNow" | "tokenExpired" | "notSent" | "ambiguous" | "final";

/** A response that is not a success. */
export interface RefusedAttempt {
  readonly kind: FailureKind;
  /** Whether the request may have been carried out. */
  readonly mayHaveBeenSent: boolean;
  readonly response: HubResponse;
  /** What the service says in it, if the service wrote it. */
  readonly body: ErrorBody | undefined;
  /** How long the service asks to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
}

/** An attempt without a complete response. */
export interface BrokenAttempt {
  readonly kind: FailureKind;
  /** Whether the request may have been carried out. */
  readonly mayHaveBeenSent: boolean;
  /** What the transport or the credential threw. */
  readonly thrown: unknown;
  /** Whether the credential threw it. */
  readonly isCredentials: boolean;
  /** Whether its time was over. */
  readonly isTimeout: boolean;
  readonly retryAfterMs?: undefined;
}

/** Why an attempt failed, and what that means. */
export type FailedAttempt = RefusedAttempt | BrokenAttempt;

/**
 * Whether a failure allows another attempt, apart from how many there have been. An expired token
 * is not judged here: it is renewed once, whatever the rule.
 */
export function mayRetry({ retryRule, limits, url }: HubRequest, { kind }: FailedAttempt): boolean {
  const allowsAmbiguous = retryRule === "send" && limits.retry.ambiguousSends;
  switch (kind) {
    case "notNow":
      return true;
    case "notSent":
      return (retryRule !== "send" || allowsAmbiguous) && !isInProcessHub(url);
    case "ambiguous":
      return retryRule === "idempotent" || retryRule === "removal" || allowsAmbiguous;
    case "tokenExpired":
    case "final":
      return false;
  }
}

/**
 * Whether the caller may make the same call again later: it may succeed then, and does no harm. The
 * last attempt of a call counts as any other here, although no time is left for a further one.
 *
 * @param mayHaveBeenSent Whether this attempt or an earlier one may have been carried out.
 */
export function isRetryable({ retryRule, url }: HubRequest, failure: FailedAttempt, mayHaveBeenSent: boolean): boolean {
  if (mayHaveBeenSent && retryRule !== "idempotent" && retryRule !== "removal") return false;
  if ("isTimeout" in failure && failure.isTimeout) return true;
  const { kind } = failure;
  return kind === "notNow" || kind === "ambiguous" || (kind === "notSent" && !isInProcessHub(url));
}

/**
 * Whether a status is one with which the service says that it carried out the request: 200 or 201,
 * and for changes 204 or 202 (the tables of its REST reference; an article shows 202 for PUT). Any
 * other comes from something in between, such as the 204 of a captive portal.
 */
export function isSuccess({ method }: HubRequest, status: number): boolean {
  const isChange = method !== "GET" && method !== "POST";
  return status === 200 || status === 201 || (isChange && (status === 202 || status === 204));
}

/** Reads what a response that is not a success means. */
export function classifyResponse(response: HubResponse, nowMs: number): RefusedAttempt {
  const retryAfter = response.header("Retry-After");
  const body = decodeErrorBody(response.text);
  const kind = kindOfResponse(response, body, retryAfter !== undefined);
  return {
    kind,
    // A status below 200 is not a final one, and a browser's 0 hides what it was.
    mayHaveBeenSent: kind === "ambiguous" || !(response.status >= 200),
    response,
    body,
    retryAfterMs: readRetryAfter(retryAfter, response.header("Date"), nowMs),
  };
}

function kindOfResponse(response: HubResponse, body: ErrorBody | undefined, hasRetryAfter: boolean): FailureKind {
  const { status } = response;
  if (response.saysTokenExpired) return "tokenExpired";
  // Whoever throttles has not passed the request on.
  if (status === 429 || (status === 403 && hasRetryAfter)) return "notNow";
  // A gateway says 503 as well, and may say it after the service has carried the request out.
  if (status === 503) return isServices(response, body, hasRetryAfter) ? "notNow" : "ambiguous";
  // A page, or a success that the service does not use, says nothing about the request.
  if (response.is2xx || status === 408) return "ambiguous";
  // Not implemented and no such HTTP version: these say that nothing was done.
  return status >= 500 && status !== 501 && status !== 505 ? "ambiguous" : "final";
}

/**
 * Whether a 503 bears the marks of the service: its error document, a tracking id, or a request to
 * come back.
 */
function isServices(response: HubResponse, body: ErrorBody | undefined, hasRetryAfter: boolean): boolean {
  return body !== undefined || response.trackingId !== undefined || (hasRetryAfter && !response.isPage);
}

/**
 * Reads what an error of the transport or the credential means.
 *
 * @param isLastChance Whether a timeout used up the time of the whole call.
 */
export function classifyError(error: unknown, isLastChance: boolean): BrokenAttempt {
  const isCredentials = isCredentialFailure(error);
  const thrown = isCredentials ? error.cause : error;
  const isTimeout = isAttemptTimeout(thrown);
  const neverSent = isCredentials || wasNeverSent(thrown);
  const isFinal = isTimeout ? isLastChance : isCredentials || staysTheSame(thrown);
  return {
    kind: isFinal ? "final" : neverSent ? "notSent" : "ambiguous",
    mayHaveBeenSent: !neverSent,
    thrown,
    isCredentials,
    isTimeout,
  };
}

/**
 * Whether no further attempt mends an error: a transport refused a request, or a setting, before
 * anything left; or the response, which would be the same, is longer than the call reads.
 */
export function staysTheSame(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === "ResponseTooLong" || (error instanceof TypeError && isMarkedNeverSent(error));
}

/**
 * Codes of failures before a request is written: name lookup, connecting, and the TLS handshake.
 * Node's and undici's names, then Bun's. A browser tells nothing, so everything there counts as
 * possibly sent.
 */
const neverSentCodes = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT",
  "ERR_SOCKET_CONNECTION_TIMEOUT",
  "ERR_INVALID_URL",
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "ERR_SSL_WRONG_VERSION_NUMBER",
  "ConnectionRefused",
  "FailedToOpenSocket",
]);

/** Whether an error proves that the request never reached the service. */
export function wasNeverSent(failure: unknown): boolean {
  // fetch's "fetch failed" keeps the reason one level down.
  for (const error of causesOf(failure)) {
    if (isMarkedNeverSent(error)) return true;
    // Node tried several addresses, and says of the whole no more than how the first of them
    // failed.
    if (error instanceof AggregateError && error.errors.length > 0) {
      return error.errors.every((one) => !(one instanceof AggregateError) && wasNeverSent(one));
    }
    const { code, syscall } = error as { code?: unknown; syscall?: unknown };
    if (syscall === "connect" || syscall === "getaddrinfo") return true;
    // A network that breaks down under a connection may be called unreachable as well.
    if (syscall === "read" || syscall === "write") return false;
    if (typeof code === "string" && neverSentCodes.has(code)) return true;
    // Deno gives no code, only the name of the phase.
    if (error.message.includes("client error (Connect)")) return true;
  }
  return false;
}

/**
 * An error and its causes, the outermost first. Not more than five: a cause may lead back to where
 * it came from.
 */
export function causesOf(failure: unknown): Error[] {
  const causes: Error[] = [];
  for (let error = failure; error instanceof Error && causes.length < 5; error = error.cause) causes.push(error);
  return causes;
}

function isAttemptTimeout(value: unknown): value is AttemptTimeout {
  return value instanceof Error && value.name === "AttemptTimeout";
}

function isCredentialFailure(value: unknown): value is CredentialFailure {
  return value instanceof Error && value.name === "CredentialFailure";
}
