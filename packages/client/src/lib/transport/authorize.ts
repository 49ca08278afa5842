import type { Credential, SignedToken } from "@nh/auth";
import { Deadline } from "./deadline.js";
import { CredentialFailure } from "./failures.js";
import { millisecondsLeft } from "./hub-request.js";
import type { Send } from "./hub-response.js";

/** How requests are authorized and how the client names itself on them. */
export interface Identity {
  readonly credential: Credential;
  /**
   * Whether the credential may take its time, as one of the caller's that fetches its tokens from
   * somewhere.
   */
  readonly isSlow: boolean;
  /** What the tokens are for: the address of the hub. */
  readonly resourceUri: string;
  readonly userAgent: string;
}

/**
 * The layer that puts a fresh token on every attempt. A token that the service called expired is
 * renewed with the next attempt, of whichever call, and once for all that wait for it.
 */
export function withAuthorization(send: Send, { credential, isSlow, resourceUri, userAgent }: Identity): Send {
  let expired = "";
  let renewal: Promise<SignedToken> | undefined;

  return async (request, attempt) => {
    if (!request.authorized) {
      attempt.headers = { "User-Agent": userAgent, ...request.headers };
      return send(request, attempt);
    }
    const token = await tokenFor(millisecondsLeft(attempt), request.signal);
    attempt.headers = { Authorization: token, "User-Agent": userAgent, ...request.headers };
    const response = await send(request, attempt);
    if (response.saysTokenExpired) expired = token;
    return response;
  };

  async function tokenFor(timeoutMs: number, signal: AbortSignal | undefined): Promise<string> {
    try {
      const { token } = isSlow
        ? await within(timeoutMs, signal, (stop) => freshToken(timeoutMs, stop))
        : await freshToken(timeoutMs, signal);
      if (typeof token === "string") return token;
      throw new TypeError("The credential must return an object with a token that is a string.");
    } catch (cause) {
      throw new CredentialFailure(cause);
    }
  }

  async function freshToken(timeoutMs: number, signal: AbortSignal | undefined): Promise<SignedToken> {
    const kept = await credential.getToken(resourceUri, { signal });
    if (kept.token !== expired) return kept;
    // Others may wait for it too, so whoever began it cannot abort it.
    renewal ??= within(timeoutMs, undefined, async (stop) =>
      credential.getToken(resourceUri, { forceRefresh: true, signal: stop }),
    ).finally(() => {
      renewal = undefined;
    });
    return renewal;
  }
}

/** Gives a credential its time. */
async function within(
  timeoutMs: number,
  signal: AbortSignal | undefined,
  task: (stop: AbortSignal) => Promise<SignedToken>,
): Promise<SignedToken> {
  const deadline = new Deadline(timeoutMs, signal, "The credential returned no token");
  return deadline.race(task(deadline.signal));
}
