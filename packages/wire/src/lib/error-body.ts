import { resolveReferences } from "./references.js";

/** What the service says in the body of an error. */
export interface ErrorBody {
  /** The status of the response once more. */
  readonly code?: number;
  /**
   * The sentence of the service without the tracking id and time at its end, or the sentence of
   * Azure Storage. Absent when it is empty.
   */
  readonly detail?: string;
  /** The identifier at the end of the sentence, for responses without the header. */
  readonly trackingId?: string;
}

/**
 * Writes the body of an error as the newest front end of the service does:
 * `<Error xmlns:i="…"><Code>…</Code><Detail>…. TrackingId:…,TimeStamp:… +00:00</Detail></Error>`.
 * The end of the sentence is recorded in azure-sdk-for-js 29081 (2024).
 */
export function encodeErrorBody(error: {
  readonly code: number;
  readonly detail: string;
  /** A GUID. */
  readonly trackingId: string;
  readonly timestamp: Date;
}): string {
  const detail = `${error.detail}. TrackingId:${error.trackingId},TimeStamp:${americanTime(error.timestamp)} +00:00`;
  return `<Error xmlns:i="${SCHEMA_INSTANCE}"><Code>${error.code}</Code><Detail>${escapeText(detail)}</Detail></Error>`;
}

/** The front end declares it although nothing uses it. */
const SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

/**
 * Reads the body of an error, of any generation of the service and of Azure Storage too. It never
 * throws: whatever else a proxy or a gateway may send, such as HTML, JSON, or an empty or cut-off
 * body, gives undefined. That is why it looks for the elements itself instead of using the XML
 * parser, which programs that only send do not load.
 */
export function decodeErrorBody(text: string): ErrorBody | undefined {
  const error = elementContent(text, "Error");
  if (error === undefined) return undefined;
  const codeText = elementContent(error, "Code")?.trim() ?? "";
  const code = /^\d{3}$/.test(codeText) ? { code: Number(codeText) } : {};
  const whole = plainText(
    (elementContent(error, "Detail") ?? elementContent(error, "Message") ?? "").slice(0, MAX_DETAIL_LENGTH),
  ).trim();
  const suffix = /\.? ?TrackingId:([^,]{1,200}),TimeStamp:[^,]*$/.exec(whole);
  const detail = suffix === null ? whole : whole.slice(0, suffix.index).trim();
  return {
    ...code,
    ...(detail === "" ? {} : { detail }),
    ...(suffix?.[1] === undefined ? {} : { trackingId: suffix[1] }),
  };
}

/** Longer sentences are cut, since nobody reads them. */
const MAX_DETAIL_LENGTH = 10_000;

/**
 * What is between the first start tag with a name, whatever its prefix and attributes, and the
 * next such end tag.
 */
function elementContent(text: string, name: string): string | undefined {
  const start = new RegExp(`<(?:[A-Za-z_][\\w.-]{0,40}:)?${name}(?:\\s[^<>]{0,1000})?>`).exec(text);
  if (start === null) return undefined;
  const from = start.index + start[0].length;
  const end = new RegExp(`</(?:[A-Za-z_][\\w.-]{0,40}:)?${name}\\s{0,40}>`).exec(text.slice(from));
  return end === null ? undefined : text.slice(from, from + end.index);
}

/** Takes CDATA sections as they are, and resolves references outside them. */
function plainText(content: string): string {
  return content
    .split(/(<!\[CDATA\[[\s\S]*?\]\]>)/)
    .map((part) => (part.startsWith("<![CDATA[") ? part.slice(9, -3) : resolveReferences(part)))
    .join("");
}

/** `M/d/yyyy h:mm:ss AM` in UTC. */
function americanTime(date: Date): string {
  const hour = date.getUTCHours();
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()}`;
  return `${day} ${hour % 12 || 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} ${hour < 12 ? "AM" : "PM"}`;
}

/** Escapes text, and replaces what XML cannot hold: writing an error must never fail. */
function escapeText(text: string): string {
  return text
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
