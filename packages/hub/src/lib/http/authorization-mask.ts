import { parseSasToken } from "@nh/auth";
import { createSecretMask } from "@nh/wire/server";

/** Masks secrets in what is shown of one request and its response. */
export type Mask = (text: string) => string;

/**
 * The mask for a request with this `Authorization` header. Of a token only the signature is a
 * secret. Anything else may be a secret as a whole, such as a key that was pasted there, and it is
 * masked wherever it appears.
 *
 * @param common Masks what is a secret in every request.
 */
export function maskFor(authorization: string | null, common: Mask): Mask {
  if (authorization === null || isToken(authorization)) return common;
  const keys = Array.from(authorization.matchAll(/SharedAccessKey\s*=\s*([^;\s]+)/gi), ([, key]) => key);
  const own = createSecretMask([authorization, ...keys]);
  return (text) => common(own(text));
}

/** A header as it may be shown: whole secrets become `***`, also those that are short. */
export function shownHeader(name: string, value: string, mask: Mask): string {
  return name === "authorization" && value !== "" && !isToken(value) ? "***" : mask(value);
}

/** Whether a value is a token with its four fields and nothing else. */
function isToken(value: string): boolean {
  if (!/^\s*SharedAccessSignature\s+(?:(?:sr|sig|se|skn)=[^&]*(?:&|$))+$/i.test(value)) return false;
  try {
    parseSasToken(value);
    return true;
  } catch {
    return false;
  }
}
