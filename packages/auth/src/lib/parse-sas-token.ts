import { ArgumentError } from "./argument-error.js";
import { SasTokenError } from "./sas-token-error.js";

/** The four fields of a token, decoded. */
export interface ParsedSasToken {
  readonly resourceUri: string;
  /** Base64. */
  readonly signature: string;
  readonly expiresAtSeconds: number;
  readonly keyName: string;
}

/**
 * Reads a token, with its fields in any order. It does not check the signature.
 *
 * @throws {SasTokenError} when it is not a token. It does not quote it.
 * @throws {ArgumentError} when it is not a string.
 */
export function parseSasToken(text: string): ParsedSasToken {
  if (typeof text !== "string") throw new ArgumentError("text", "The token must be a string.");
  const { resourceUri, signature, expiresAtSeconds, keyName } = readSasToken(text);
  return Object.freeze({ resourceUri, signature, expiresAtSeconds, keyName });
}

/**
 * The fields of a token, and the string that was signed: clients encode the same audience
 * differently.
 */
export function readSasToken(text: string): ParsedSasToken & { readonly signedText: string } {
  const line = text.trim();
  if (line === "") throw new SasTokenError("missing", "The token is empty.");
  const scheme = /^SharedAccessSignature[ \t]+/i.exec(line)?.[0];
  if (scheme === undefined) throw malformed('does not start with "SharedAccessSignature "');
  const fieldsText = line.slice(scheme.length);
  if (/\p{Cc}/u.test(fieldsText)) throw malformed("contains a line break or another control character");
  const fields = new Map<string, string>();
  for (const pair of fieldsText.split("&")) {
    const equals = pair.indexOf("=");
    if (equals <= 0) throw malformed("has a field that is not of the form name=value");
    const name = pair.slice(0, equals);
    if (fields.has(name)) throw malformed("gives a field twice");
    fields.set(name, pair.slice(equals + 1));
  }
  const field = (name: "sr" | "sig" | "se" | "skn"): string => {
    const value = fields.get(name);
    if (value === undefined || value === "") throw malformed(`has no ${name}`);
    return value;
  };
  const expiry = field("se");
  const expiresAtSeconds = Number(expiry);
  if (!/^\d+$/.test(expiry) || !Number.isSafeInteger(expiresAtSeconds)) {
    throw malformed("has an expiry (se) that is not a whole number of seconds since 1970");
  }
  return {
    resourceUri: decode("sr", field("sr").replaceAll("+", " ")),
    // A "+" stays a "+" here: some clients forget to encode the signature.
    signature: decode("sig", field("sig")),
    expiresAtSeconds,
    // .NET encodes the name like a form, with "+" for a space.
    keyName: decode("skn", field("skn").replaceAll("+", " ")),
    signedText: `${field("sr")}\n${expiry}`,
  };
}

function malformed(problem: string, options?: ErrorOptions): SasTokenError {
  return new SasTokenError(
    "malformed",
    `The token ${problem}. Its form is SharedAccessSignature sr=<audience>&sig=<signature>&se=<expiry>&skn=<key name>.`,
    options,
  );
}

function decode(name: string, value: string): string {
  try {
    return decodeURIComponent(value);
  } catch (cause) {
    throw malformed(`has a ${name} with a broken percent escape`, { cause });
  }
}
