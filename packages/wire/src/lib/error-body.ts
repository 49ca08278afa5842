/** What the service says in the body of an error. */
export interface ErrorBody {
  /** Repeats the status of the answer. */
  readonly code?: number;
  /** The service's sentence, without the tracking id and time that it ends with, or that of Azure Storage; absent when it is empty. */
  readonly detail?: string;
  /** The identifier at the end of the sentence, for answers that lack the header. */
  readonly trackingId?: string;
}

/** Writes the body of an error as the service does, `<Error><Code>…</Code><Detail>….TrackingId:…_G1,TimeStamp:…</Detail></Error>`. */
export function encodeErrorBody(error: {
  readonly code: number;
  readonly detail: string;
  /** A GUID; the number of the machine, `_G1`, is added when it is missing. */
  readonly trackingId: string;
  readonly timestamp: Date;
}): string {
  const trackingId = /_G\d+$/.test(error.trackingId) ? error.trackingId : `${error.trackingId}_G1`;
  const detail = `${error.detail}.TrackingId:${trackingId},TimeStamp:${americanTime(error.timestamp)}`;
  return `<Error><Code>${error.code}</Code><Detail>${escapeText(detail)}</Detail></Error>`;
}

/**
 * Reads the body of an error, Azure Storage's with its `Message` too. It is made for whatever a proxy or a gateway may answer: HTML, JSON, an empty or a cut-off body give undefined,
 * and nothing is thrown. That is why it looks for the two elements itself instead of asking an XML parser; this also keeps the parser out of
 * programs that only send.
 */
export function decodeErrorBody(text: string): ErrorBody | undefined {
  const error = elementContent(text, "Error");
  if (error === undefined) return undefined;
  const codeText = elementContent(error, "Code")?.trim() ?? "";
  const code = /^\d{3}$/.test(codeText) ? { code: Number(codeText) } : {};
  const whole = plainText(
    (elementContent(error, "Detail") ?? elementContent(error, "Message") ?? "").slice(0, MAX_DETAIL_LENGTH),
  ).trim();
  const suffix = /\.?TrackingId:([^,]{1,200}),TimeStamp:[^,]*$/.exec(whole);
  const detail = suffix === null ? whole : whole.slice(0, suffix.index).trim();
  return {
    ...code,
    ...(detail === "" ? {} : { detail }),
    ...(suffix?.[1] === undefined ? {} : { trackingId: suffix[1] }),
  };
}

/** Longer sentences are cut: no service writes them, and nobody reads them. */
const MAX_DETAIL_LENGTH = 10_000;

/** The text between the first start tag of a name, whatever its prefix and attributes, and the next end tag of that name. */
function elementContent(text: string, name: string): string | undefined {
  const start = new RegExp(`<(?:[A-Za-z_][\\w.-]{0,40}:)?${name}(?:\\s[^<>]{0,1000})?>`).exec(text);
  if (start === null) return undefined;
  const from = start.index + start[0].length;
  const end = new RegExp(`</(?:[A-Za-z_][\\w.-]{0,40}:)?${name}\\s{0,40}>`).exec(text.slice(from));
  return end === null ? undefined : text.slice(from, from + end.index);
}

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** Takes CDATA sections as they are and resolves references outside of them. */
function plainText(content: string): string {
  return content
    .split(/(<!\[CDATA\[[\s\S]*?\]\]>)/)
    .map((part) =>
      part.startsWith("<![CDATA[") ? part.slice(9, -3) : part.replace(/&(#x?[\da-f]{1,6}|[a-z]{1,6});/gi, reference),
    )
    .join("");
}

function reference(whole: string, name: string): string {
  if (!name.startsWith("#")) return entities[name.toLowerCase()] ?? whole;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

/** `M/d/yyyy h:mm:ss AM` in UTC. */
function americanTime(date: Date): string {
  const hour = date.getUTCHours();
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()}`;
  return `${day} ${hour % 12 || 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} ${hour < 12 ? "AM" : "PM"}`;
}

/** Escapes text, and leaves out what XML cannot hold: an error must always be answerable. */
function escapeText(text: string): string {
  return text
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
