import { type ConnectionString, parseConnectionString } from "./connection-string.js";
import { checkTtl, signSasToken } from "./sas-token.js";

/** Whatever can authorize a request. Implement it to sign elsewhere, for instance where the key lives in a vault. */
export interface Credential {
  /** A token for everything at or below `resourceUri`. */
  getToken(resourceUri: string, options?: GetTokenOptions): Promise<SignedToken>;
}

/** Options of `Credential.getToken`. */
export interface GetTokenOptions {
  /** Sign anew although a cached token still lives, as after the service called it expired. Default false. */
  readonly forceRefresh?: boolean | undefined;
  /** Gives up, with the signal's reason. A signing that others wait for goes on. */
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
  const { sharedAccessKeyName: keyName, sharedAccessKey: key } =
    typeof connection === "string" ? parseConnectionString(connection) : connection;
  const { ttlSeconds = 3600, now = Date.now } = options;
  const { refreshMarginSeconds = Math.min(300, ttlSeconds / 10) } = options;
  checkTtl(ttlSeconds);
  if (!(refreshMarginSeconds >= 0 && refreshMarginSeconds < ttlSeconds)) {
    throw new RangeError("refreshMarginSeconds must be at least 0 and less than ttlSeconds.");
  }
  const cache = new Map<string, CacheEntry>();

  async function sign(resourceUri: string): Promise<SignedToken> {
    const { token, expiresAtSeconds } = await signSasToken({ resourceUri, keyName, key, ttlSeconds, now });
    return Object.freeze({ token, expiresAtMs: expiresAtSeconds * 1000 });
  }

  function startSigning(resourceUri: string): Promise<SignedToken> {
    const entry: CacheEntry = { signing: sign(resourceUri) };
    // Deleting first moves a renewed audience to the young end, away from eviction.
    cache.delete(resourceUri);
    cache.set(resourceUri, entry);
    const [oldest = ""] = cache.keys();
    if (cache.size > MAX_CACHED_AUDIENCES) cache.delete(oldest);
    entry.signing.then(
      (signed) => {
        entry.signed = signed;
      },
      () => {
        if (cache.get(resourceUri) === entry) cache.delete(resourceUri);
      },
    );
    return entry.signing;
  }

  return {
    async getToken(resourceUri, { forceRefresh = false, signal } = {}) {
      throwIfAborted(signal);
      const cached = cache.get(resourceUri);
      const signed = cached?.signed;
      if (signed && !forceRefresh && now() < signed.expiresAtMs - refreshMarginSeconds * 1000) return signed;
      // A signing under way is as fresh as a forced one would be. It takes less than a millisecond, so nothing listens to the signal meanwhile.
      const fresh = await (cached && !signed ? cached.signing : startSigning(resourceUri));
      throwIfAborted(signal);
      return fresh;
    },
  };
}

interface CacheEntry {
  readonly signing: Promise<SignedToken>;
  /** Present once the signing is done. */
  signed?: SignedToken;
}

/** Not the signal's own throwIfAborted(): the signals that polyfills make have none. */
function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw signal.reason;
}
