import { WireFormatError } from "../wire-format-error.js";

const DOCUMENT = "batch";

/** What a batch contains. */
export interface ReadBatch {
  readonly notification: { readonly contentType: string; readonly body: string };
  readonly handles: string[];
}

interface Part {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/**
 * Reads the body of a batch direct send. Clients differ in the blanks around `boundary =`, the case
 * of header names, the line ends, and the quotes of the handles (a sample in the documentation uses
 * single ones). All of that is accepted, with the parts in any order.
 *
 * @throws {WireFormatError} when it is not such a body. The error does not quote it, since it
 * consists of handles.
 */
export function readBatch(contentType: string, body: string): ReadBatch {
  const boundary = readBoundary(contentType);
  const parts = splitParts(body, boundary).map(readPart);
  const notification = partNamed(parts, "notification");
  const devices = partNamed(parts, "devices");
  return {
    notification: { contentType: notification.headers.get("content-type") ?? "", body: notification.body },
    handles: readHandles(devices.body),
  };
}

function readBoundary(contentType: string): string {
  const semicolon = contentType.indexOf(";");
  const mediaType = (semicolon < 0 ? contentType : contentType.slice(0, semicolon)).trim().toLowerCase();
  const match = /;\s{0,20}boundary\s{0,20}=\s{0,20}(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(contentType);
  const boundary = match?.[1] ?? match?.[2];
  if (!mediaType.startsWith("multipart/") || boundary === undefined) {
    throw fault("Content-Type", contentType, "expected multipart/mixed with a boundary");
  }
  return boundary;
}

/**
 * A delimiter begins a line. What precedes the first one and follows the closing one is ignored.
 */
function splitParts(body: string, boundary: string): string[] {
  const delimiter = `--${boundary}`;
  const parts: string[] = [];
  let partStart: number | undefined;
  let from = 0;
  for (;;) {
    const at = body.indexOf(delimiter, from);
    if (at < 0) throw fault("", "", "the closing boundary is missing");
    from = at + delimiter.length;
    if (at > 0 && body[at - 1] !== "\n") continue;
    const closing = body.startsWith("--", from);
    const lineEnd = endOfDelimiter(body, closing ? from + 2 : from);
    if (lineEnd === undefined) continue;
    if (partStart !== undefined) parts.push(body.slice(partStart, endBefore(body, partStart, at)));
    if (closing) return parts;
    partStart = lineEnd;
    from = lineEnd;
  }
}

/**
 * Where the line after a delimiter begins; undefined when more than blanks follows on its own line.
 */
function endOfDelimiter(body: string, from: number): number | undefined {
  let position = from;
  while (body[position] === " " || body[position] === "\t") position++;
  if (position === body.length) return position;
  if (body.startsWith("\r\n", position)) return position + 2;
  return body[position] === "\n" ? position + 1 : undefined;
}

/** The line end before a delimiter belongs to the delimiter. */
function endBefore(body: string, start: number, delimiter: number): number {
  const end = body[delimiter - 2] === "\r" ? delimiter - 2 : delimiter - 1;
  return Math.max(start, end);
}

function readPart(text: string): Part {
  const headers = new Map<string, string>();
  let position = 0;
  while (position < text.length) {
    const newline = text.indexOf("\n", position);
    const lineEnd = newline < 0 ? text.length : newline;
    const line = text.slice(position, lineEnd).replace(/\r$/, "");
    position = lineEnd + 1;
    if (line === "") break;
    const colon = line.indexOf(":");
    if (colon < 1) throw fault("", "", "expected a header of a part, or an empty line");
    headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { headers, body: text.slice(Math.min(position, text.length)) };
}

function partNamed(parts: readonly Part[], name: string): Part {
  const found = parts.find((part) => {
    const disposition = part.headers.get("content-disposition") ?? "";
    return /;\s{0,20}name\s{0,20}=\s{0,20}"?([^\s;"]{1,100})"?/i.exec(disposition)?.[1]?.toLowerCase() === name;
  });
  if (found === undefined) throw fault("", "", `the part named ${name} is missing`);
  return found;
}

function readHandles(text: string): string[] {
  const handles = parseJson(text) ?? parseJson(withDoubleQuotes(text));
  if (!Array.isArray(handles)) throw fault("devices", "", "expected a JSON array of handles");
  return handles.map((handle: unknown, index) => {
    if (typeof handle === "string" && handle !== "") return handle;
    throw fault(`devices[${index}]`, "", "expected a non-empty string");
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Turns `['a','b']` into JSON; handles contain no quotes. */
function withDoubleQuotes(text: string): string {
  return text.includes('"') ? text : text.replaceAll("'", '"');
}

function fault(path: string, excerpt: string, rule: string): WireFormatError {
  return new WireFormatError({ document: DOCUMENT, path, ...(excerpt === "" ? {} : { excerpt }), rule });
}
