import { ArgumentError } from "./argument-error.js";
import { requireClock, requireObject, requireString, requireTtl } from "./check-argument.js";
import { type ConnectionString, parseConnectionString } from "./connection-string.js";
import { signSasToken } from "./sas-token.js";

/**
 * Authorizes requests. Implement it to sign elsewhere, for instance in a vault that holds the key.
 */
export interface Credential {
  /** Returns a token for `resourceUri` and everything below it. */
  getToken(resourceUri: string, options?: GetTokenOptions): Promise<SignedToken>;
}

/** Options of `Credential.getToken`. */
export interface GetTokenOptions {
  /**
   * Whether to sign even though a cached token is still valid, as after the service called it
   * expired. Default false.
   */
  readonly forceRefresh?: boolean | undefined;
  /** Gives up with the reason of the signal. A signing that others wait for continues. */
  readonly signal?: AbortSignal | undefined;
}

/** A token, and the moment from which the service refuses it. */
export interface SignedToken {
  /** The value of the `Authorization` header. */
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly expiresAtMs: number;
}

/** Options of `createSasCredential`. */
export interface SasCredentialOptions {
  /** Lifetime of a token in seconds. Default 3600, as in Azure's own clients. */
  readonly ttlSeconds?: number | undefined;
  /**
   * A token is renewed when fewer seconds than this are left. Default: a tenth of the lifetime, at
   * most 300.
   */
  readonly refreshMarginSeconds?: number | undefined;
  /** The clock, in milliseconds since 1970. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
}

/**
 * A client signs for one audience per hub, so this limits only callers that sign for many
 * addresses.
 */
const MAX_CACHED_AUDIENCES = 100;

/**
 * Creates a credential that signs with the key of a connection string. It keeps one token per
 * audience until shortly before it expires; callers that ask at the same time share one signing. A
 * token that would live longer than `ttlSeconds`, since the clock has gone back, is renewed as
 * well. Logging the credential shows nothing secret.
 *
 * @throws {ConnectionStringError} when the string is not a connection string.
 * @throws {ArgumentError} when an argument is of the wrong type, `ttlSeconds` is not positive, or
 * `refreshMarginSeconds` is negative or not below it.
 *
 * @example
 * const credential = createSasCredential(process.env.NH_CONNECTION_STRING);
 * const { token } = await credential.getToken("https://contoso.servicebus.windows.net/my-hub");
 */
export function createSasCredential(
  connection: ConnectionString | string,
  options: SasCredentialOptions = {},
): Credential {
  const { sharedAccessKeyName: keyName, sharedAccessKey: key } = readConnection(connection);
  requireObject("options", options, "an object such as { ttlSeconds: 3600 }");
  const { ttlSeconds = 3600, now = Date.now } = options;
  requireString("sharedAccessKeyName", keyName);
  requireString("sharedAccessKey", key);
  requireClock(now);
  requireTtl(ttlSeconds);
  const { refreshMarginSeconds = Math.min(300, ttlSeconds / 10) } = options;
  requireMargin(refreshMarginSeconds, ttlSeconds);
  const cache = new Map<string, CacheEntry>();

  async function sign(resourceUri: string): Promise<SignedToken> {
    const { token, expiresAtSeconds } = await signSasToken({ resourceUri, keyName, key, ttlSeconds, now });
    return Object.freeze({ token, expiresAtMs: expiresAtSeconds * 1000 });
  }

  function startSigning(resourceUri: string): Promise<SignedToken> {
    const entry: CacheEntry = { signing: sign(resourceUri) };
    // Deleting first makes a renewed audience the youngest, the last to be evicted.
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

  function isFresh({ expiresAtMs }: SignedToken): boolean {
    const leftMs = expiresAtMs - now();
    return leftMs > refreshMarginSeconds * 1000 && leftMs <= ttlSeconds * 1000;
  }

  return {
    async getToken(resourceUri, options = {}) {
      const { forceRefresh, signal } = checkedOptions(options);
      throwIfAborted(signal);
      const cached = cache.get(resourceUri);
      const signed = cached?.signed;
      if (signed && !forceRefresh && isFresh(signed)) return signed;
      // A signing under way is as fresh as a forced one would be. It takes less than a millisecond,
      // so nothing listens to the signal meanwhile.
      const fresh = await (cached && !signed ? cached.signing : startSigning(resourceUri));
      throwIfAborted(signal);
      return fresh;
    },
  };
}

function readConnection(connection: ConnectionString | string): ConnectionString {
  if (typeof connection === "string") return parseConnectionString(connection);
  if (typeof connection === "object" && connection !== null) return connection;
  throw new ArgumentError(
    "connection",
    "Expected a connection string or the object that parseConnectionString returns.",
  );
}

function requireMargin(refreshMarginSeconds: unknown, ttlSeconds: number): void {
  const isNumber = typeof refreshMarginSeconds === "number";
  if (isNumber && refreshMarginSeconds >= 0 && refreshMarginSeconds < ttlSeconds) return;
  throw new ArgumentError(
    "refreshMarginSeconds",
    "refreshMarginSeconds must be a number of seconds, at least 0 and less than ttlSeconds.",
  );
}

function checkedOptions(options: GetTokenOptions): GetTokenOptions {
  requireObject("options", options, "an object such as { forceRefresh: true }");
  const { forceRefresh, signal } = options;
  if (forceRefresh !== undefined && typeof forceRefresh !== "boolean") {
    throw new ArgumentError("forceRefresh", "forceRefresh must be true or false.");
  }
  if (signal !== undefined && typeof signal?.aborted !== "boolean") {
    throw new ArgumentError("signal", "signal must be an AbortSignal.");
  }
  return options;
}

interface CacheEntry {
  readonly signing: Promise<SignedToken>;
  /** Present when the signing is done. */
  signed?: SignedToken;
}

/** The signal's own throwIfAborted() is missing in polyfills. */
function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw signal.reason;
}
