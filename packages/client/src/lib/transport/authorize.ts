import type { Credential } from "@nh/auth";
import type { Attempt, Exchange, Send, TimedSend } from "./exchange.js";
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
  const common = { "User-Agent": identity.userAgent };
  return async (exchange, attempt) => {
    const { timeoutMs } = attempt;
    if (!exchange.authorized) return send(exchange, { ...common, ...exchange.headers }, timeoutMs);
    const began = identity.slow ? performance.now() : 0;
    const Authorization = await token(identity, exchange, attempt).catch((cause: unknown) => {
      throw new CredentialFailure(cause);
    });
    const spentMs = identity.slow ? Math.round(performance.now() - began) : 0;
    return send(exchange, { Authorization, ...common, ...exchange.headers }, Math.max(1, timeoutMs - spentMs));
  };
}

async function token(identity: Identity, { signal }: Exchange, attempt: Attempt): Promise<string> {
  const { credential, resourceUri, slow } = identity;
  const ask = () => credential.getToken(resourceUri, { forceRefresh: attempt.forceRefresh, signal });
  const { token } = await (slow ? withinTime(ask, attempt.timeoutMs, signal, "The credential gave no token") : ask());
  if (typeof token !== "string") {
    throw new TypeError("The credential must answer an object with a token that is a string.");
  }
  return token;
}
