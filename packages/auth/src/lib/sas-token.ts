import { hmacSha256Base64 } from "#hmac";

/** What `createSasToken` needs. */
export interface SasTokenOptions {
  /** The audience: the address that the token opens, with everything below it. It is lower-cased before signing. */
  readonly resourceUri: string;
  /** Name of the shared access policy. */
  readonly keyName: string;
  /** The policy's primary or secondary key, as text. */
  readonly key: string;
  /** Lifetime in seconds; 300 by default. */
  readonly ttlSeconds?: number | undefined;
  /** The clock, in milliseconds since 1970; `Date.now` by default. */
  readonly now?: (() => number) | undefined;
}

/**
 * Signs a Shared Access Signature token: the value of the `Authorization` header.
 *
 * @throws {TypeError} when an option has the wrong type, or a text is empty or not well-formed Unicode.
 * @throws {RangeError} when `ttlSeconds` is not a positive number.
 */
export async function createSasToken(options: SasTokenOptions): Promise<string> {
  return (await signSasToken(options)).token;
}

/** Signs a token as `createSasToken` does, and tells when it expires. */
export async function signSasToken(options: SasTokenOptions): Promise<{ token: string; expiresAtSeconds: number }> {
  const { resourceUri, keyName, key, ttlSeconds = 300, now = Date.now } = options;
  requireText("keyName", keyName);
  requireText("key", key);
  checkTtl(ttlSeconds);
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
 * The text under the signature: the encoded audience, a line feed, and the expiry. Azure's prose says that the audience is
 * signed unencoded; every official client, and the service, sign it encoded.
 */
export function sasStringToSign(resourceUri: string, expiresAtSeconds: number): string {
  requireText("resourceUri", resourceUri);
  if (!Number.isSafeInteger(expiresAtSeconds)) {
    throw new TypeError("expiresAtSeconds must be a whole number of seconds since 1970.");
  }
  return `${encode("resourceUri", resourceUri.toLowerCase())}\n${expiresAtSeconds}`;
}

/** Refuses a lifetime that is none: with a TypeError what is no number, with a RangeError what is not positive or never ends. */
export function checkTtl(ttlSeconds: unknown): void {
  if (typeof ttlSeconds !== "number") throw new TypeError("ttlSeconds must be a number.");
  if (!(ttlSeconds > 0 && ttlSeconds < Number.POSITIVE_INFINITY)) {
    throw new RangeError("ttlSeconds must be a positive number of seconds.");
  }
}

function encode(name: string, value: string): string {
  try {
    return encodeURIComponent(value);
  } catch (cause) {
    throw new TypeError(`${name} is not well-formed Unicode.`, { cause });
  }
}

function requireText(name: string, value: unknown): void {
  if (typeof value !== "string" || value === "") throw new TypeError(`${name} must be a string that is not empty.`);
}
