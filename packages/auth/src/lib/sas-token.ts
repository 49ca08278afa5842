import { hmacSha256Base64 } from "#hmac";
import { ArgumentError } from "./argument-error.js";
import { requireClock, requireObject, requireString, requireTtl } from "./check-argument.js";

/** Options of `createSasToken`. */
export interface SasTokenOptions {
  /**
   * The audience: the token opens this address and everything below it. It is lower-cased before
   * signing.
   */
  readonly resourceUri: string;
  /** The name of the shared access policy. */
  readonly keyName: string;
  /** The policy's primary or secondary key, as Azure shows it. */
  readonly key: string;
  /** Lifetime in seconds. Default 300. */
  readonly ttlSeconds?: number | undefined;
  /** The clock, in milliseconds since 1970. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
}

/**
 * Signs a Shared Access Signature token: the value of the `Authorization` header.
 *
 * @throws {ArgumentError} when an option is missing or has the wrong type, a string is empty or has
 * a lone surrogate, or `ttlSeconds` is not a positive number.
 */
export async function createSasToken(options: SasTokenOptions): Promise<string> {
  return (await signSasToken(options)).token;
}

/** Signs a token as `createSasToken` does, and returns when it expires as well. */
export async function signSasToken(options: SasTokenOptions): Promise<{ token: string; expiresAtSeconds: number }> {
  requireObject("options", options, "an object such as { resourceUri, keyName, key }");
  const { resourceUri, keyName, key, ttlSeconds = 300, now = Date.now } = options;
  requireString("keyName", keyName);
  requireString("key", key);
  requireTtl(ttlSeconds);
  requireClock(now);
  const expiresAtSeconds = Math.floor(now() / 1000 + ttlSeconds);
  const signedText = sasStringToSign(resourceUri, expiresAtSeconds);
  const [audience] = signedText.split("\n");
  const signature = encodeURIComponent(await hmacSha256Base64(key, signedText));
  const token =
    `SharedAccessSignature sr=${audience}&sig=${signature}` +
    `&se=${expiresAtSeconds}&skn=${encode("keyName", keyName)}`;
  return { token, expiresAtSeconds };
}

/**
 * Returns the string that is signed: the encoded audience, a line feed, and the expiry. Azure's
 * prose says that the audience is signed unencoded, but every official client and the service
 * encode it.
 *
 * @throws {ArgumentError} when the audience is empty or has a lone surrogate, or the expiry is not
 * a whole number.
 */
export function sasStringToSign(resourceUri: string, expiresAtSeconds: number): string {
  requireString("resourceUri", resourceUri);
  if (!Number.isSafeInteger(expiresAtSeconds)) {
    throw new ArgumentError("expiresAtSeconds", "expiresAtSeconds must be a whole number of seconds since 1970.");
  }
  return `${encode("resourceUri", resourceUri.toLowerCase())}\n${expiresAtSeconds}`;
}

function encode(name: string, value: string): string {
  try {
    return encodeURIComponent(value);
  } catch (cause) {
    throw new ArgumentError(name, `${name} has half of an emoji.`, { cause });
  }
}
