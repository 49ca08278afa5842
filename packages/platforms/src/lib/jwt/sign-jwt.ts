import { type KeyObject, sign } from "node:crypto";

/**
 * Signs a JSON Web Token (RFC 7519): ES256 with an EC key on P-256, RS256 with an RSA key.
 *
 * @param header More fields of the header, such as `kid`.
 */
export function signJwt(key: KeyObject, claims: object, header: object = {}): string {
  const alg = key.asymmetricKeyType === "ec" ? "ES256" : "RS256";
  const signed = `${encode({ alg, ...header })}.${encode(claims)}`;
  // A JWT contains an EC signature as two plain numbers (RFC 7518, 3.4), not as ASN.1.
  const signature = sign("sha256", Buffer.from(signed), { key, dsaEncoding: "ieee-p1363" });
  return `${signed}.${signature.toString("base64url")}`;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
