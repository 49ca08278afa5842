import type { NativePlatform } from "@nh/payloads";
import { ArgumentError } from "./argument-error.js";
import { type BaiduHandle, type DeviceHandle, withUrlSafeKeys } from "./handle.js";
import { platformRow, unknownPlatform } from "./platform-wire.js";
import { WireFormatError } from "./wire-format-error.js";

/** One comparison of a `$filter`. */
export interface FilterTerm {
  readonly property: string;
  readonly value: string;
}

/**
 * Quotes a value for an OData query: `o'brien` becomes `'o''brien'`. For a URL, percent-encode the
 * result.
 */
export function odataString(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/**
 * Builds the `$filter` that finds the registrations of one handle, not yet percent-encoded. Apple
 * tokens are written in capitals, as the service stores them.
 *
 * @throws {ArgumentError} when the platform is unknown, or the handle is not of its form.
 *
 * @example
 * buildHandleFilter("00fc13ad", "apple"); // "DeviceToken eq '00FC13AD'"
 */
export function buildHandleFilter(handle: DeviceHandle | BaiduHandle, platform: NativePlatform): string {
  const row = platformRow(platform);
  if (row === undefined) throw unknownPlatform(platform);
  const values = handleValues(handle, platform);
  return row.filterProperties
    .map((property, index) => {
      const value = values[index];
      if (typeof value !== "string" || value === "") throw new ArgumentError("handle", handleForm(platform));
      return `${property} eq ${odataString(value)}`;
    })
    .join(" and ");
}

function handleValues(handle: DeviceHandle | BaiduHandle, platform: NativePlatform): readonly unknown[] {
  if (platform === "browser" && typeof handle === "object" && handle !== null && "endpoint" in handle) {
    const { endpoint, p256dh, auth } = withUrlSafeKeys(handle);
    return [endpoint, p256dh, auth];
  }
  if (platform === "baidu" && typeof handle === "object" && handle !== null && "userId" in handle) {
    return [handle.userId, handle.channelId];
  }
  if (platform === "browser" || platform === "baidu" || typeof handle !== "string")
    throw new ArgumentError("handle", handleForm(platform));
  return [platform === "apple" ? handle.toUpperCase() : handle];
}

function handleForm(platform: NativePlatform): string {
  if (platform === "browser") return "A handle for browser must be an object { endpoint, p256dh, auth } of strings.";
  if (platform === "baidu") return "A handle for baidu must be an object { userId, channelId } of strings.";
  return `A handle for ${platform} must be a non-empty string.`;
}

/**
 * Reads a `$filter` of the only form that the service accepts: `Property eq 'value'`, or several of
 * them joined by `and`.
 *
 * @throws {WireFormatError} when it has another form. The error does not quote it, since it
 * contains a handle.
 */
export function parseFilter(text: string): FilterTerm[] {
  const terms: FilterTerm[] = [];
  let position = 0;
  do {
    const start = /\s*([A-Za-z][A-Za-z0-9]*)\s+eq\s+'/iy;
    start.lastIndex = position;
    const match = start.exec(text);
    if (match === null) throw filterFault(position, "expected Property eq 'value'");
    const value = readQuoted(text, start.lastIndex);
    if (value === undefined) throw filterFault(start.lastIndex, "expected a closing quote");
    terms.push({ property: match[1] ?? "", value: value.value });
    position = value.end;
    const and = /\s+and(?=\s)/iy;
    and.lastIndex = position;
    if (!and.test(text)) break;
    position = and.lastIndex;
  } while (position < text.length);
  if (text.slice(position).trim() !== "") throw filterFault(position, "expected and, or the end");
  return terms;
}

/** Reads up to the closing quote, a doubled quote standing for one. */
function readQuoted(text: string, start: number): { value: string; end: number } | undefined {
  const parts: string[] = [];
  let from = start;
  for (;;) {
    const quote = text.indexOf("'", from);
    if (quote < 0) return undefined;
    parts.push(text.slice(from, quote));
    if (text[quote + 1] !== "'") return { value: parts.join("'"), end: quote + 1 };
    from = quote + 2;
  }
}

function filterFault(position: number, rule: string): WireFormatError {
  return new WireFormatError({ document: "filter", path: `column ${position + 1}`, rule });
}
