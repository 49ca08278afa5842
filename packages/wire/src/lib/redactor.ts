import { type ShownRequest, sensitiveHeaders } from "./format-http.js";
import { type BaiduHandle, type DeviceHandle, shortenHandle } from "./handle.js";
import { findSensitive, redactText } from "./redact.js";
import { resolveReferences } from "./references.js";

/** What a redactor knows. */
export interface RedactorOptions {
  /**
   * Values that become `***` wherever they appear, such as the key of a connection string. Of a SAS
   * token only the signature is masked.
   */
  readonly secrets?: Iterable<string | undefined> | undefined;
  /**
   * Values of which the first six and last four characters stay. A browser's `auth` becomes `***`.
   */
  readonly handles?: Iterable<DeviceHandle | BaiduHandle | undefined> | undefined;
  /** A request: the secrets and handles in its URL, headers, and body are masked as well. */
  readonly request?: Pick<ShownRequest, "url" | "headers" | "body"> | undefined;
}

/** Masks secrets and shortens handles in a string. */
export type Redactor = (text: string) => string;

/**
 * Makes a function that masks the exact secrets and handles of a request wherever they appear in a
 * string, in any case, and as percent-encoding, HTML, JSON, and OData write them. It also masks
 * what `redactText` masks. Cut a string only afterwards: half a secret is not found.
 *
 * The options are read when the function is called for the first time, so that a redactor that is
 * never used costs nothing. Secrets shorter than four characters are ignored, since every other
 * word would contain them. Handles of ten characters or fewer stay as they are.
 *
 * @example
 * const redact = createRedactor({ secrets: [key], handles: [token] });
 * redact(`The device ${token} is unknown.`); // "The device 00fc13…e8f0 is unknown."
 */
export function createRedactor(options: RedactorOptions): Redactor {
  let known: readonly KnownValue[] | undefined;
  return (text) => {
    known ??= knownValues(options);
    return redactText(replaceKnown(text, known));
  };
}

/** One value, and how to find it. */
interface KnownValue {
  readonly text: string;
  readonly shown: string;
  /**
   * Its longest run of letters and digits, in lower case. A string without it is not searched
   * further.
   */
  readonly core: string;
  pattern?: RegExp;
}

const MIN_SECRET_LENGTH = 4;

const encoder = /* @__PURE__ */ new TextEncoder();

/** The longest come first, since one handle may contain another. */
function knownValues({ secrets = [], handles = [], request }: RedactorOptions): readonly KnownValue[] {
  const shownAs = new Map<string, string>();
  const addSecret = (value: string) => {
    for (const secret of secretsIn(value)) if (secret.length >= MIN_SECRET_LENGTH) shownAs.set(secret, "***");
  };
  const addHandle = (value: string) => {
    if (shortenHandle(value) !== value && !shownAs.has(value)) shownAs.set(value, shortenHandle(value));
  };
  for (const secret of secrets) addSecret(secret ?? "");
  for (const handle of handles) {
    const parts = typeof handle === "object" ? Object.entries(handle) : [["", handle ?? ""]];
    for (const [name, part = ""] of parts) (name === "auth" ? addSecret : addHandle)(part);
  }
  if (request !== undefined) {
    for (const [name, value] of request.headers) {
      const holds = sensitiveHeaders.get(name.toLowerCase());
      if (holds !== undefined) (holds === "secret" ? addSecret : addHandle)(value);
    }
    for (const text of [request.url, request.body]) {
      const found = findSensitive(text);
      found.secrets.flatMap(plainForms).forEach(addSecret);
      found.handles.flatMap(plainForms).forEach(addHandle);
    }
  }
  return [...shownAs]
    .map(([text, shown]) => ({ text, shown, core: coreOf(text) }))
    .sort((left, right) => right.text.length - left.text.length);
}

/**
 * Of a SAS token only its signature: the rest is what one debugs by. Of another token also the part
 * behind its scheme.
 */
function secretsIn(value: string): readonly string[] {
  const signature = /^SharedAccessSignature\s.*?\bsig=([^&\s]+)/i.exec(value)?.[1];
  return signature === undefined ? [value, value.replace(/^[\w-]+\s+/, "")] : [signature, percentDecoded(signature)];
}

/**
 * A value as it stands in a document, and as it was before percent-encoding and OData, XML, or JSON
 * escaped it.
 */
function plainForms(value: string): readonly string[] {
  return [value, percentDecoded(value).replaceAll("''", "'"), resolveReferences(value), value.replaceAll("\\/", "/")];
}

function percentDecoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function coreOf(text: string): string {
  const runs = text.toLowerCase().match(/[a-z\d]+/g) ?? [];
  return runs.reduce((longest, run) => (run.length > longest.length ? run : longest), "");
}

function replaceKnown(text: string, known: readonly KnownValue[]): string {
  const lower = text.toLowerCase();
  return known.reduce((replaced, value) => {
    if (!lower.includes(value.core)) return replaced;
    value.pattern ??= new RegExp(Array.from(value.text, spellingsOf).join(""), "gi");
    return replaced.replace(value.pattern, () => value.shown);
  }, text);
}

const referenceNames: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([
  ["&", "amp"],
  ["<", "lt"],
  [">", "gt"],
  ['"', "quot"],
  ["'", "apos"],
  ["+", "plus"],
  ["/", "sol"],
  ["=", "equals"],
]);

/**
 * A pattern of everything that may stand for a character. Only letters and digits are never
 * escaped.
 */
function spellingsOf(character: string): string {
  if (/[A-Za-z\d]/.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  const percent = Array.from(encoder.encode(character), (byte) => `%(?:25){0,3}${byte.toString(16).padStart(2, "0")}`);
  // A blank may have been a plus sign. A quote may be doubled, and a slash may follow a backslash.
  const literal = /[ +]/.test(character) ? "[ +]" : `\\\\?\\${character}{1,2}`;
  const reference = `&(?:amp;)?(?:#0*${code}|#x0*${hex}|${referenceNames.get(character) ?? "#"});`;
  return `(?:${literal}|${percent.join("")}|${reference}|\\\\u${hex.padStart(4, "0")})`;
}
