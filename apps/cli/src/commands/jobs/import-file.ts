import type { JobType } from "@nh/wire";
import { inputError } from "../../cli-error.js";
import { numberedLines } from "../../input/numbered-lines.js";
import { plural } from "../../output/numbers.js";
import type { AnyCall } from "../../program/command.js";
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
}

const maxShown = 5;
const origin = "The import file";

/**
 * Reads the file of an import before the job begins, one line at a time: the job itself reports a
 * refused line minutes later, in a file of its own, without a reason. A file that cannot be read
 * from here may still be readable for the service, and is only warned about.
 *
 * @returns undefined for a file that cannot be read.
 * @throws {CliError} with the lines that the service would refuse.
 */
export async function checkImportFile(call: AnyCall, uri: string, type: JobType): Promise<ImportFile | undefined> {
  const body = await openBlob(call, uri).catch((error: unknown) => {
    call.io.signal.throwIfAborted();
    return error instanceof Error ? error : new Error(String(error));
  });
  if (body instanceof Error) {
    await call.output.warn(`the import file was not checked: ${body.message}`);
    return undefined;
  }
  const problems: string[] = [];
  const counts = { marks: 0, blank: 0, comments: 0, quoted: 0 };
  let wrong = 0;
  let cleanBytes = 0;
  let last = 0;
  for await (const { text, number } of numberedLines(noticingMark(body, counts), origin)) {
    counts.blank += number - last - 1;
    last = number;
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
      `The service would refuse lines of the import file: ${problems.join("; ")}${more}.`,
      "Correct these lines, and upload the file again. --unchecked submits it as it is.",
    );
  }
  return { changes: changesOf(counts), cleanBytes };
}

/** The lines of the file as the service should get them. */
export async function* cleanLines(call: AnyCall, uri: string, type: JobType): AsyncGenerator<Uint8Array> {
  for await (const { text } of numberedLines(await openBlob(call, uri), origin)) {
    const line = readImportLine(text, type).text;
    if (line !== undefined) yield Buffer.from(`${line}\n`);
  }
}

async function openBlob({ io }: AnyCall, uri: string): Promise<AsyncIterable<Uint8Array>> {
  const get = io.fetch ?? ((url: string, init: RequestInit) => globalThis.fetch(url, init));
  const response = await get(uri, { method: "GET", signal: io.signal }).catch((error: unknown) => {
    throw new Error("it cannot be reached", { cause: error });
  });
  if (!response.ok || response.body === null) throw new Error(`the response has the status ${response.status}`);
  return response.body as unknown as AsyncIterable<Uint8Array>;
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
  return parts.length === 0 ? undefined : parts.join(", ");
}
