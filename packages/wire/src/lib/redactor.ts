import { collectSensitive } from "./collect-sensitive.js";
import type { ShownRequest } from "./format-http.js";
import type { BaiduHandle, DeviceHandle } from "./handle.js";
import { redactSecrets, redactText } from "./redact.js";
import { spellingsOf } from "./spellings.js";

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

/**
 * Makes a function that masks exact secrets wherever they appear in a string, and what
 * `redactSecrets` masks. Handles stay whole, for a log that shows them. The secrets are read as
 * `createRedactor` reads them.
 */
export function createSecretMask(secrets: Iterable<string | undefined>): Redactor {
  let known: readonly KnownValue[] | undefined;
  return (text) => {
    known ??= knownValues({ secrets });
    return redactSecrets(replaceKnown(text, known));
  };
}

/** One value, and how to find it. */
interface KnownValue {
  readonly text: string;
  readonly shown: string;
  /** Its longest run of letters and digits, in lower case. A string without it is not searched. */
  readonly core: string;
  pattern?: RegExp;
}

/** The longest come first, since one handle may contain another. */
function knownValues(options: RedactorOptions): readonly KnownValue[] {
  return [...collectSensitive(options)]
    .map(([text, shown]) => ({ text, shown, core: coreOf(text) }))
    .sort((left, right) => right.text.length - left.text.length);
}

function coreOf(text: string): string {
  const runs = text.toLowerCase().match(/[a-z\d]+/g) ?? [];
  return runs.reduce((longest, run) => (run.length > longest.length ? run : longest), "");
}

function replaceKnown(text: string, known: readonly KnownValue[]): string {
  const lower = text.toLowerCase();
  return known.reduce((replaced, value) => {
    if (!lower.includes(value.core)) return replaced;
    value.pattern ??= spellingsOf(value.text);
    return replaced.replace(value.pattern, () => value.shown);
  }, text);
}
