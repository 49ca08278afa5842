import { type KeyObject, webcrypto } from "node:crypto";

/** A JSON Web Token whose signature is right. */
export interface Jwt {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

const algorithms = {
  ES256: { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" },
  RS256: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
} as const;

/**
 * Checks a token with WebCrypto, which has no code in common with what signed it. `undefined` when
 * it is not right.
 */
export async function verifyJwt(
  token: string,
  publicKey: KeyObject,
  algorithm: keyof typeof algorithms,
): Promise<Jwt | undefined> {
  const [header = "", claims = "", signature = "", ...rest] = token.split(".");
  const jwt = { header: decode(header), claims: decode(claims) };
  if (rest.length > 0 || jwt.header.alg !== algorithm) return undefined;
  const parameters = algorithms[algorithm];
  const spki = publicKey.export({ type: "spki", format: "der" });
  const key = await webcrypto.subtle.importKey("spki", spki, parameters, false, ["verify"]);
  const signed = Buffer.from(`${header}.${claims}`);
  const isRight = await webcrypto.subtle.verify(parameters, key, Buffer.from(signature, "base64url"), signed);
  return isRight ? jwt : undefined;
}

function decode(part: string): Record<string, unknown> {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString()) as Record<string, unknown>;
  } catch {
    return {};
  }
}
