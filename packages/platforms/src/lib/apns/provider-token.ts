import type { KeyObject } from "node:crypto";
import { signJwt } from "../jwt/sign-jwt.js";

/** Apple refuses a token that is older than an hour ("Establishing a token-based connection"). */
const RENEW_AFTER_MS = 50 * 60_000;
/** Apple refuses to change tokens more often (429 TooManyProviderTokenUpdates). */
export const SHORTEST_TOKEN_LIFE_MS = 20 * 60_000;

/** The token that identifies the team. It is renewed after 50 minutes, and never within 20. */
export class ProviderToken {
  readonly #key: KeyObject;
  readonly #keyId: string;
  readonly #teamId: string;
  readonly #now: () => number;
  #token = "";
  #issuedAt = Number.NEGATIVE_INFINITY;

  constructor(key: KeyObject, keyId: string, teamId: string, now: () => number) {
    this.#key = key;
    this.#keyId = keyId;
    this.#teamId = teamId;
    this.#now = now;
  }

  /** The value of the `authorization` header. */
  get(): string {
    const now = this.#now();
    if (now - this.#issuedAt < RENEW_AFTER_MS) return this.#token;
    const claims = { iss: this.#teamId, iat: Math.floor(now / 1000) };
    this.#token = `bearer ${signJwt(this.#key, claims, { kid: this.#keyId })}`;
    this.#issuedAt = now;
    return this.#token;
  }

  /** Whether a token that Apple calls expired may be replaced now. */
  mayReplace(token: string | undefined): boolean {
    return token !== this.#token || this.#now() - this.#issuedAt >= SHORTEST_TOKEN_LIFE_MS;
  }

  /** Makes the next push use a new token, unless there is one already. */
  forget(token: string | undefined): void {
    if (token === this.#token) this.#issuedAt = Number.NEGATIVE_INFINITY;
  }
}
