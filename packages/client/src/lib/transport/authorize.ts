import type { Credential } from "@nh/auth";
import type { Attempt, Exchange, Send, TimedSend } from "./exchange.js";
import { CredentialFailure } from "./failure.js";

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
  const { userAgent } = identity;
  return async (exchange, attempt) => {
    if (!exchange.authorized)
      return send(exchange, { "User-Agent": userAgent, ...exchange.headers }, attempt.timeoutMs);
    const ask = () => askCredential(identity, exchange, attempt);
    const began = identity.slow ? performance.now() : 0;
    const token = identity.slow
      ? await (await import("./within-time.js")).withinTime(ask, exchange, attempt)
      : await ask();
    const spentMs = identity.slow ? Math.round(performance.now() - began) : 0;
    const headers = { Authorization: token, "User-Agent": userAgent, ...exchange.headers };
    return send(exchange, headers, Math.max(1, attempt.timeoutMs - spentMs));
  };
}

async function askCredential(identity: Identity, exchange: Exchange, attempt: Attempt): Promise<string> {
  try {
    const options = { forceRefresh: attempt.forceRefresh, signal: exchange.signal };
    const { token } = await identity.credential.getToken(identity.resourceUri, options);
    if (typeof token !== "string")
      throw new TypeError("The credential must answer an object with a token that is a string.");
    return token;
  } catch (cause) {
    throw new CredentialFailure(cause);
  }
}
