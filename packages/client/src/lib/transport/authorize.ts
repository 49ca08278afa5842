import type { Credential } from "@nh/auth";
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

/** The layer that puts a fresh token on every attempt. */
export function withAuthorization(send: TimedSend, identity: Identity): Send {
  const { credential, resourceUri, slow, userAgent } = identity;
  return async (exchange, { timeoutMs, forceRefresh }) => {
    const { authorized, headers, signal } = exchange;
    if (!authorized) return send(exchange, { "User-Agent": userAgent, ...headers }, timeoutMs);
    const ask = (stop: AbortSignal | undefined) => credential.getToken(resourceUri, { forceRefresh, signal: stop });
    const began = slow ? performance.now() : 0;
    let Authorization: string;
    try {
      const { token } = await (slow
        ? withinTime(async (stop) => ask(stop), timeoutMs, signal, "The credential gave no token")
        : ask(signal));
      if (typeof token !== "string") {
        throw new TypeError("The credential must answer an object with a token that is a string.");
      }
      Authorization = token;
    } catch (cause) {
      throw new CredentialFailure(cause);
    }
    const spentMs = slow ? Math.round(performance.now() - began) : 0;
    return send(exchange, { Authorization, "User-Agent": userAgent, ...headers }, Math.max(1, timeoutMs - spentMs));
  };
}
