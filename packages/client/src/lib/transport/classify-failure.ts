import type { CredentialFailure, ExchangeTimeout } from "./failure.js";
import { neverSentMark } from "./never-sent.js";

/** Recognises an `ExchangeTimeout` of any copy of the class. */
export function isExchangeTimeout(value: unknown): value is ExchangeTimeout {
  return value instanceof Error && value.name === "ExchangeTimeout";
}

/** Recognises a `CredentialFailure` without loading the class a second time. */
export function isCredentialFailure(value: unknown): value is CredentialFailure {
  return value instanceof Error && value.name === "CredentialFailure";
}

/**
 * Codes of failures before a request is written: name lookup, connecting, and the TLS handshake. Node's and undici's names,
 * then Bun's. A browser tells nothing, so everything there counts as possibly sent.
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

/** Whether a failure proves that the request never reached the service. */
export function wasNeverSent(failure: unknown): boolean {
  // fetch's "fetch failed" keeps the reason one level down.
  for (const error of causesOf(failure)) {
    if (neverSentMark in error) return true;
    // Node tried several addresses, and says of the whole no more than how the first of them failed.
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

/** An error and its causes, the outermost first. Not more than five: a cause may lead back to where it came from. */
export function causesOf(failure: unknown): Error[] {
  const causes: Error[] = [];
  for (let error = failure; error instanceof Error && causes.length < 5; error = error.cause) causes.push(error);
  return causes;
}

/**
 * Whether no repeat mends a failure: a transport refused a request, or a setting, before anything left; or the answer, which would be
 * the same, is longer than the call reads.
 */
export function isFinal(failure: unknown): boolean {
  return (
    failure instanceof Error &&
    (failure.name === "AnswerTooLong" || (failure instanceof TypeError && neverSentMark in failure))
  );
}
