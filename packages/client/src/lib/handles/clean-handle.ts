import type { NativePlatform } from "@nh/payloads";
import { handleForms } from "./handle-forms.js";
import { recognizePlatform } from "./recognize-platform.js";

/**
 * The handle that a string obviously means: without quotes, brackets and blanks, and an APNs
 * token out of Base64 or out of the printed form of its bytes. Undefined when there is no such
 * handle, or more than one.
 */
export function cleanHandle(platform: NativePlatform, handle: string): string | undefined {
  const found = (platform === "apple" ? appleCandidates(handle) : candidates(handle)).find(
    (candidate) => candidate !== undefined && candidate !== handle && handleForms[platform].matches(candidate),
  );
  if (found === undefined) return undefined;
  const owner = recognizePlatform(found);
  return owner === undefined || handleForms[owner].sharedBy.includes(platform) ? found : undefined;
}

/** What is wrong with a string, as a clause after "it". */
export function describeMistake(platform: NativePlatform, handle: string): string {
  if (platform === "apple") {
    if (printedData.test(handle)) {
      return bytesOfPrintedData(handle) === undefined
        ? 'is how iOS prints Data, and some of its bytes are missing; in Swift, write them with map { String(format: "%02x", $0) }.joined()'
        : "is how iOS prints Data";
    }
    if (uuid.test(handle)) return "is a UUID, such as the ID of an app or a user";
    if (/^[0-9a-f]+$/i.test(handle)) return "has an odd number of digits";
    if (fromBase64(handle) !== undefined) return "is Base64";
  }
  const known = platform === "apple" ? [...mistakes, ...mistakesInDigits] : mistakes;
  const marks = known.filter(([, pattern]) => pattern.test(handle)).map(([name]) => name);
  if (marks.length > 0) return `has ${listOf(marks)}`;
  return "has another form";
}

const printedData = /^\{\s*length\s*=\s*\d+\s*,\s*bytes\s*=\s*0x[^}]*\}$/i;
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const invisible = /[\p{C}\u00a0\u2000-\u200f\u2028-\u202f\u205f\u3000]/gu;

const mistakes: readonly (readonly [name: string, pattern: RegExp])[] = [
  ["angle brackets", /[<>]/],
  ["brackets", /[()[\]{}]/],
  ["quotes", /["'`\u201c\u201d\u2018\u2019]/],
  ["invisible characters", new RegExp(invisible.source, "u")],
  ["blanks", / /],
  ["a comma or a semicolon", /[,;]/],
  ["percent-encoding", /%[0-9a-f]{2}/i],
  ["an ellipsis, so it was cut short", /\u2026|\.\.\./],
  ["letters that are not ASCII", /[^\0-\u007f]/],
];

/** What is wrong in a token of APNs only. */
const mistakesInDigits: typeof mistakes = [
  ["dashes", /[0-9a-f]-[0-9a-f]/i],
  ["colons", /[0-9a-f]:[0-9a-f]/i],
  ["the prefix 0x", /^\W*0x/i],
];

function listOf(words: readonly string[]): string {
  const [last = "", ...others] = [...words].reverse();
  return others.length === 0 ? last : `${others.reverse().join(", ")} and ${last}`;
}

/** Without what surrounds a handle in source code and in printed values. */
function candidates(handle: string): readonly (string | undefined)[] {
  const bare = handle
    .replace(invisible, "")
    .replace(/^Optional\((.*)\)$/s, "$1")
    .replace(/^[\s"'`<([\u201c\u2018]+|[\s"'`>)\],;\u201d\u2019]+$/g, "");
  return [bare, bare.replace(/\s+/g, ""), decoded(bare)];
}

function decoded(text: string): string | undefined {
  if (!text.includes("%")) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function appleCandidates(handle: string): readonly (string | undefined)[] {
  if (printedData.test(handle)) return [bytesOfPrintedData(handle)];
  if (uuid.test(handle)) return [];
  const digits = handle
    .replace(invisible, "")
    .replace(/^Optional\((.*)\)$/s, "$1")
    .replace(/[\s<>()[\]"'`,;:\u201c\u201d\u2018\u2019-]/g, "")
    .replace(/^0x/i, "");
  return [digits, fromBase64(handle)];
}

/** The bytes of `{length = 32, bytes = 0x7af2…}`, when all of them are there. */
function bytesOfPrintedData(handle: string): string | undefined {
  const found = /length\s*=\s*(\d+)\s*,\s*bytes\s*=\s*0x([0-9a-f\s]+)\}$/i.exec(handle);
  const digits = found?.[2]?.replace(/\s/g, "");
  return digits !== undefined && digits.length === Number(found?.[1]) * 2 ? digits : undefined;
}

/**
 * Tokens of APNs have 32 bytes; those of Live Activities more, up to the 100 that Apple allows. A
 * longer word that only could be Base64 is not taken for it.
 */
function fromBase64(text: string): string | undefined {
  const compact = text.trim().replace(/=+$/, "");
  if (!/^[\w+/-]+$/.test(compact) || /^[0-9a-f]+$/i.test(compact) || compact.length % 4 === 1) return undefined;
  const bytes = atob(compact.replace(/-/g, "+").replace(/_/g, "/"));
  const isCertain = bytes.length === 32 || /[+/=]/.test(text);
  if (!isCertain || bytes.length < 32 || bytes.length > 100) return undefined;
  return Array.from(bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join("");
}
