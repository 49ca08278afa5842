import type { KeyObject } from "node:crypto";
import { signJwt } from "../jwt/sign-jwt.js";

/**
 * The lifetime of a token. RFC 8292 allows 24 hours by the clock of the push service. Milliseconds.
 */
const LIFETIME_MS = 12 * 3_600_000;
/** How long before its expiration a token is renewed. Milliseconds. */
const RENEW_EARLY_MS = 3_600_000;
/**
 * The most push services with a cached token. Endpoints come from devices, so there may be any
 * number of services.
 */
const MOST_AUDIENCES = 1000;

interface Signed {
  readonly header: string;
  readonly renewAt: number;
}

/**
 * Identifies the sender to push services (RFC 8292). One token serves all subscriptions of a push
 * service for hours.
 */
export class Vapid {
  readonly #key: KeyObject;
  readonly #publicKey: string;
  readonly #subject: string;
  readonly #now: () => number;
  readonly #signed = new Map<string, Signed>();

  constructor(key: KeyObject, publicKey: string, subject: string, now: () => number) {
    this.#key = key;
    this.#publicKey = publicKey.replace(/=+$/, "");
    this.#subject = subject;
    this.#now = now;
  }

  /** The value of the `authorization` header.
   *
   * @param audience The origin of the push service. */
  authorizationFor(audience: string): string {
    const now = this.#now();
    const known = this.#signed.get(audience);
    if (known !== undefined && now < known.renewAt) return known.header;
    const expiresAt = now + LIFETIME_MS;
    const claims = { aud: audience, exp: Math.floor(expiresAt / 1000), sub: this.#subject };
    const header = `vapid t=${signJwt(this.#key, claims, { typ: "JWT" })}, k=${this.#publicKey}`;
    const [oldest] = this.#signed.keys();
    if (this.#signed.size >= MOST_AUDIENCES && oldest !== undefined) this.#signed.delete(oldest);
    this.#signed.set(audience, { header, renewAt: expiresAt - RENEW_EARLY_MS });
    return header;
  }
}
