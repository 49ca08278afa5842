import { type ConnectionString, parseConnectionString } from "./connection-string.js";
import { signSasToken } from "./sas-token.js";

/** Whatever can authorize a request. Implement it to sign elsewhere, for instance where the key lives in a vault. */
export interface Credential {
  /** A token for everything at or below `resourceUri`. */
  getToken(resourceUri: string, options?: GetTokenOptions): Promise<SignedToken>;
}

/** Options of `Credential.getToken`. */
export interface GetTokenOptions {
  /** Sign anew although a cached token still lives, as after the service called it expired. Default false. */
  readonly forceRefresh?: boolean | undefined;
  /** Gives up waiting, with the signal's reason. A signing that others wait for goes on. */
  readonly signal?: AbortSignal | undefined;
}

/** A token and the moment from which the service refuses it. */
export interface SignedToken {
  /** Value of the `Authorization` header. */
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly expiresAtMs: number;
}

/** Options of `createSasCredential`. */
export interface SasCredentialOptions {
  /** Lifetime of a token in seconds; 3600 by default, as in Azure's own clients. */
  readonly ttlSeconds?: number | undefined;
  /** A token with less than this many seconds left is renewed. Default: a tenth of the lifetime, 300 at most. */
  readonly refreshMarginSeconds?: number | undefined;
  /** The clock, in milliseconds since 1970; `Date.now` by default. */
  readonly now?: (() => number) | undefined;
}

/** A client signs for one audience per hub, so this bounds only callers that sign for ever new addresses. */
const MAX_CACHED_AUDIENCES = 100;

/**
 * A credential that signs with the key of a connection string. One token per audience is kept until shortly before it
 * expires; callers that ask at the same time share one signing. Logging the credential shows nothing secret.
 *
 * @throws {ConnectionStringError} when the text cannot be read.
 * @throws {RangeError} when `ttlSeconds` is not positive, or `refreshMarginSeconds` is negative or not below it.
 */
export function createSasCredential(
  connection: ConnectionString | string,
  options: SasCredentialOptions = {},
): Credential {
  return new SasCredential(typeof connection === "string" ? parseConnectionString(connection) : connection, options);
}

interface CacheEntry {
  readonly signing: Promise<SignedToken>;
  /** Present once the signing is done. */
  signed?: SignedToken;
}

class SasCredential implements Credential {
  readonly #keyName: string;
  readonly #key: string;
  readonly #ttlSeconds: number;
  readonly #refreshMarginMs: number;
  readonly #now: () => number;
  readonly #cache = new Map<string, CacheEntry>();

  constructor(connection: ConnectionString, options: SasCredentialOptions) {
    const { ttlSeconds = 3600, now = Date.now } = options;
    const { refreshMarginSeconds = Math.min(300, ttlSeconds / 10) } = options;
    if (!(ttlSeconds > 0 && ttlSeconds < Number.POSITIVE_INFINITY)) {
      throw new RangeError("ttlSeconds must be a positive number of seconds.");
    }
    if (!(refreshMarginSeconds >= 0 && refreshMarginSeconds < ttlSeconds)) {
      throw new RangeError("refreshMarginSeconds must be at least 0 and less than ttlSeconds.");
    }
    this.#keyName = connection.sharedAccessKeyName;
    this.#key = connection.sharedAccessKey;
    this.#ttlSeconds = ttlSeconds;
    this.#refreshMarginMs = refreshMarginSeconds * 1000;
    this.#now = now;
  }

  async getToken(resourceUri: string, options: GetTokenOptions = {}): Promise<SignedToken> {
    const { forceRefresh = false, signal } = options;
    signal?.throwIfAborted();
    const cached = this.#cache.get(resourceUri);
    if (cached !== undefined) {
      // A signing under way is as fresh as a forced one would be.
      if (cached.signed === undefined) return abortable(cached.signing, signal);
      if (!forceRefresh && this.#now() < cached.signed.expiresAtMs - this.#refreshMarginMs) return cached.signed;
    }
    return abortable(this.#startSigning(resourceUri), signal);
  }

  #startSigning(resourceUri: string): Promise<SignedToken> {
    const entry: CacheEntry = { signing: this.#sign(resourceUri) };
    // Deleting first moves a renewed audience to the young end, away from eviction.
    this.#cache.delete(resourceUri);
    this.#cache.set(resourceUri, entry);
    for (const oldest of this.#cache.keys()) {
      if (this.#cache.size <= MAX_CACHED_AUDIENCES) break;
      this.#cache.delete(oldest);
    }
    entry.signing.then(
      (signed) => {
        entry.signed = signed;
      },
      () => {
        if (this.#cache.get(resourceUri) === entry) this.#cache.delete(resourceUri);
      },
    );
    return entry.signing;
  }

  async #sign(resourceUri: string): Promise<SignedToken> {
    const { token, expiresAtSeconds } = await signSasToken({
      resourceUri,
      keyName: this.#keyName,
      key: this.#key,
      ttlSeconds: this.#ttlSeconds,
      now: this.#now,
    });
    return Object.freeze({ token, expiresAtMs: expiresAtSeconds * 1000 });
  }
}

function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise<T>((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
