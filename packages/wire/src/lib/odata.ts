import type { NativePlatform } from "@nh/payloads";
import type { BaiduHandle, DeviceHandle } from "./handle.js";
import type { PlatformWire } from "./platform-wire.js";
import { platformWire } from "./platform-wire.js";
import { WireFormatError } from "./wire-format-error.js";

/** One comparison of a `$filter`. */
export interface FilterTerm {
  readonly property: string;
  readonly value: string;
}

/** Quotes a value for an OData query: `o'brien` becomes `'o''brien'`. The result still has to be percent-encoded for a URL. */
export function odataString(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/**
 * Builds the `$filter` that finds the registrations of one handle, not yet percent-encoded. Apple tokens are written in capitals, since
 * the service stores them so.
 *
 * @throws TypeError when the handle is not of the form that the platform has.
 */
export function buildHandleFilter(handle: DeviceHandle | BaiduHandle, platform: NativePlatform): string {
  const row: PlatformWire | undefined = platformWire[platform];
  if (row === undefined) throw new TypeError(`Unknown platform ${JSON.stringify(platform)}.`);
  const values = handleValues(handle, platform);
  return row.filterProperties
    .map((property, index) => {
      const value = values[index];
      if (typeof value !== "string" || value === "") throw new TypeError(handleForm(platform));
      return `${property} eq ${odataString(value)}`;
    })
    .join(" and ");
}

function handleValues(handle: DeviceHandle | BaiduHandle, platform: NativePlatform): readonly unknown[] {
  if (platform === "browser" && typeof handle === "object" && handle !== null && "endpoint" in handle) {
    return [handle.endpoint, handle.p256dh, handle.auth];
  }
  if (platform === "baidu" && typeof handle === "object" && handle !== null && "userId" in handle) {
    return [handle.userId, handle.channelId];
  }
  if (platform === "browser" || platform === "baidu" || typeof handle !== "string")
    throw new TypeError(handleForm(platform));
  return [platform === "apple" ? handle.toUpperCase() : handle];
}

function handleForm(platform: NativePlatform): string {
  if (platform === "browser") return "A handle of browser is an object { endpoint, p256dh, auth } of strings.";
  if (platform === "baidu") return "A handle of baidu is an object { userId, channelId } of strings.";
  return `A handle of ${platform} is a string that is not empty.`;
}

/**
 * Reads a `$filter` of the one form the service accepts: `Property eq 'value'`, several of them joined by `and`.
 *
 * @throws WireFormatError for anything else.
 */
export function parseFilter(text: string): FilterTerm[] {
  const terms: FilterTerm[] = [];
  let position = 0;
  do {
    const start = /\s*([A-Za-z][A-Za-z0-9]*)\s+eq\s+'/iy;
    start.lastIndex = position;
    const match = start.exec(text);
    if (match === null) throw filterFault(position, "Property eq 'value' is expected here");
    const value = readQuoted(text, start.lastIndex);
    if (value === undefined) throw filterFault(start.lastIndex, "the closing quote is missing");
    terms.push({ property: match[1] ?? "", value: value.value });
    position = value.end;
    const and = /\s+and(?=\s)/iy;
    and.lastIndex = position;
    if (!and.test(text)) break;
    position = and.lastIndex;
  } while (position < text.length);
  if (text.slice(position).trim() !== "") throw filterFault(position, "only and may follow a comparison");
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

/** The filter is not quoted: it is made of a handle. */
function filterFault(position: number, rule: string): WireFormatError {
  return new WireFormatError({ document: "filter", path: `column ${position + 1}`, rule });
}
