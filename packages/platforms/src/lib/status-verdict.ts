import {
  credentialRefused,
  delivered,
  failedOnTheWay,
  handleGone,
  refused,
  throttled,
  unavailable,
  type Verdict,
} from "./result.js";

/**
 * The meaning of a status without a known reason. A 503 means "not now" only when the service
 * itself sent it, with a reason or a Retry-After. Any other 503 may come from a gateway that had
 * already forwarded the push, like 500, 502 and 504 (decisions/003).
 */
export function verdictForStatus(status: number, isFromService: boolean): Verdict {
  if (status >= 200 && status < 300) return delivered;
  if (status < 400) return refused("service", "The server redirects. Redirects are not followed: correct the address.");
  switch (status) {
    case 401:
    case 403:
      return credentialRefused("The service does not accept the credential for this push.");
    case 404:
    case 410:
      return handleGone("The service does not know the handle. Remove it.");
    case 408:
      return failedOnTheWay("The service gave up waiting for the request.");
    case 413:
      return refused("payload", "The payload is too large. Shorten it.");
    case 429:
      return throttled("Too many pushes. Push again later, and more slowly.");
    case 503:
      return isFromService
        ? unavailable("The service is not available now. Push again later.")
        : failedOnTheWay("The service or a gateway before it failed. The push may have been carried out.");
  }
  if (status >= 500) return failedOnTheWay("The service failed. The push may have been carried out.");
  return refused("payload", "The service does not accept the request.");
}
