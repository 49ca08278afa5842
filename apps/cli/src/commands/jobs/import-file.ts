import type { JobType } from "@nh/wire";
import { inputError, isCliError } from "../../cli-error.js";
import { everyLine, isBlank, numberedLines } from "../../input/numbered-lines.js";
import { fetchOf } from "../../io.js";
import { inWords, plural } from "../../output/numbers.js";
import type { AnyCall } from "../../program/command.js";
import { statusText } from "./clean-copy.js";
import { readImportLine } from "./import-line.js";

/**
 * The address of a container or a blob.
 *
 * @throws {CliError} for anything else, such as the path of a file. It does not quote the value,
 * which may hold a signature.
 */
export function blobAddress(value: string, option: string): string {
  if (/^https?:\/\/[^/\s]+\/\S+$/i.test(value)) return value;
  throw inputError(
    `${option} must be the URL of Azure Blob Storage, such as https://account.blob.core.windows.net/…, not a path or a name.`,
    "Upload the file, and pass its URL with a signature. A path after file: names a file that holds the URL.",
  );
}

/** What a checked file needs before the service can import it. */
export interface ImportFile {
  /** What a clean copy leaves out, in words; undefined for a file that is clean. */
  readonly changes: string | undefined;
  /** Bytes of the clean copy. */
  readonly cleanBytes: number;
  /** The storage's mark of the content, if it has one. */
  readonly etag: string | null;
}

const maxShown = 5;
const origin = "The import file";

/**
 * Reads the file of an import before the job begins, one line at a time: the job itself reports a
 * refused line minutes later, in a file of its own, without a reason. A file that cannot be read
 * from here may still be readable for the service, and is only warned about.
 *
 * @returns undefined for a file that cannot be read.
 * @throws {CliError} with the lines that are wrong, and for a file without registrations.
 */
export async function checkImportFile(call: AnyCall, uri: string, type: JobType): Promise<ImportFile | undefined> {
  const blob = await openBlob(call, uri).catch((error: unknown) => {
    call.io.signal.throwIfAborted();
    return error instanceof Error ? error : new Error(String(error));
  });
  if (blob instanceof Error) {
    await call.output.warn(`the import file was not checked: ${blob.message}`);
    return undefined;
  }
  const problems: string[] = [];
  const counts = { marks: 0, blank: 0, comments: 0, quoted: 0 };
  let wrong = 0;
  let cleanBytes = 0;
  for await (const read of everyLine(noticingMark(blob.body, counts), origin)) {
    if (isBlank(read)) {
      counts.blank += 1;
      continue;
    }
    const { text, number } = read;
    const line = readImportLine(text, type);
    if (line.text === undefined) counts.comments += 1;
    else {
      if (line.text !== text.trim()) counts.quoted += 1;
      cleanBytes += Buffer.byteLength(line.text) + 1;
    }
    if (line.problem === undefined) continue;
    wrong += 1;
    if (problems.length < maxShown) problems.push(`line ${number} ${line.problem}`);
  }
  if (wrong > 0) {
    const more = wrong > problems.length ? `; ${wrong - problems.length} more lines` : "";
    throw inputError(
      `Lines of the import file are wrong: ${problems.join("; ")}${more}.`,
      "Correct these lines, and upload the file again. --unchecked submits it as it is.",
    );
  }
  if (cleanBytes === 0) {
    throw inputError(
      "The import file has no registrations.",
      "Write one registration per line, and upload the file again. --unchecked submits it as it is.",
    );
  }
  return { changes: changesOf(counts), cleanBytes, etag: blob.etag };
}

/**
 * The lines of a checked file as the service should get them. Reads the file again.
 *
 * @throws {CliError} when it cannot be read, or is no longer the file that was checked.
 */
export async function* cleanLines(
  call: AnyCall,
  uri: string,
  type: JobType,
  { cleanBytes, etag }: ImportFile,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    const blob = await openBlob(call, uri);
    if (blob.etag !== etag) throw changed();
    for await (const { text } of numberedLines(blob.body, origin)) {
      const line = readImportLine(text, type).text;
      if (line === undefined) continue;
      const piece = Buffer.from(`${line}\n`);
      bytes += piece.length;
      if (bytes > cleanBytes) throw changed();
      yield piece;
    }
  } catch (error) {
    call.io.signal.throwIfAborted();
    if (isCliError(error)) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw inputError(
      `The import file could not be read again for its clean copy: ${why}.`,
      "Check that its URL is still valid, and run the command again.",
      error,
    );
  }
  if (bytes < cleanBytes) throw changed();
}

const changed = () =>
  inputError("The import file changed while nh was reading it.", "Run the command again when nothing writes to it.");

interface OpenBlob {
  readonly body: AsyncIterable<Uint8Array>;
  readonly etag: string | null;
}

async function openBlob({ io }: AnyCall, uri: string): Promise<OpenBlob> {
  const response = await fetchOf(io)(uri, { method: "GET", signal: io.signal }).catch((error: unknown) => {
    throw new Error("it cannot be reached", { cause: error });
  });
  if (!response.ok || response.body === null) throw new Error(statusText(response));
  const body = response.body as unknown as AsyncIterable<Uint8Array>;
  return { body: toItsEnd(body, io.signal), etag: response.headers.get("ETag") };
}

/** @throws {CliError} when the connection breaks, which `fetch` would call a bare "terminated". */
async function* toItsEnd(body: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    signal.throwIfAborted();
    throw inputError(
      "The import file could not be read to its end: the connection to its storage broke.",
      "Run the command again. --unchecked submits the file as it is.",
      error,
    );
  }
}

/** The reader of lines removes a byte order mark without a word. */
async function* noticingMark(chunks: AsyncIterable<Uint8Array>, counts: { marks: number }): AsyncGenerator<Uint8Array> {
  const first: number[] = [];
  for await (const chunk of chunks) {
    if (first.length < 3) {
      first.push(...chunk.subarray(0, 3 - first.length));
      if (first.length === 3 && first[0] === 0xef && first[1] === 0xbb && first[2] === 0xbf) counts.marks = 1;
    }
    yield chunk;
  }
}

function changesOf(counts: Readonly<Record<"marks" | "blank" | "comments" | "quoted", number>>): string | undefined {
  const parts = [
    counts.marks > 0 ? "a byte order mark" : undefined,
    counts.blank > 0 ? plural(counts.blank, "blank line") : undefined,
    counts.comments > 0 ? plural(counts.comments, "comment") : undefined,
    counts.quoted > 0 ? `quotes around ${plural(counts.quoted, "line")}` : undefined,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : inWords(parts);
}
