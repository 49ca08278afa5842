import type { Credential, SignedToken } from "@nh/auth";
import type { Send, TimedSend } from "./exchange.js";
import { CredentialFailure } from "./failure.js";
import { withinTime } from "./within-time.js";

/** How requests are authorized and how the client names itself on them. */
export interface Identity {
  readonly credential: Credential;
  /** Whether the credential may take its time: one of the caller's may fetch its tokens from somewhere. */
  readonly slow: boolean;
  /** What the tokens are for: the address of the hub. */
  readonly resourceUri: string;
  readonly userAgent: string;
}

const noToken = "The credential gave no token";

/**
 * The layer that puts a fresh token on every attempt. A token that the service called expired is renewed with the next attempt, of whichever
 * call, and once for all that wait for it.
 */
export function withAuthorization(send: TimedSend, { credential, resourceUri, slow, userAgent }: Identity): Send {
  let expired = "";
  let renewal: Promise<SignedToken> | undefined;

  async function freshToken(timeoutMs: number, signal: AbortSignal | undefined): Promise<SignedToken> {
    const kept = await credential.getToken(resourceUri, { signal });
    if (kept.token !== expired) return kept;
    // Others may wait for it too, so whoever began it cannot abort it.
    renewal ??= withinTime(
      async (stop) => credential.getToken(resourceUri, { forceRefresh: true, signal: stop }),
      timeoutMs,
      undefined,
      noToken,
    ).finally(() => {
      renewal = undefined;
    });
    return renewal;
  }

  return async (exchange, timeoutMs) => {
    const { authorized, headers, signal } = exchange;
    if (!authorized) return send(exchange, { "User-Agent": userAgent, ...headers }, timeoutMs);
    const began = performance.now();
    let Authorization: string;
    try {
      const { token } = await (slow
        ? withinTime((stop) => freshToken(timeoutMs, stop), timeoutMs, signal, noToken)
        : freshToken(timeoutMs, signal));
      if (typeof token !== "string") {
        throw new TypeError("The credential must answer an object with a token that is a string.");
      }
      Authorization = token;
    } catch (cause) {
      throw new CredentialFailure(cause);
    }
    const leftMs = Math.max(1, timeoutMs - Math.round(performance.now() - began));
    const answer = await send(exchange, { Authorization, "User-Agent": userAgent, ...headers }, leftMs);
    if (answer.status !== 401 || !/\bExpiredToken\b/i.test(answer.text)) return answer;
    expired = Authorization;
    return { ...answer, tokenExpired: true };
  };
}
