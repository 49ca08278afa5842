import { extname } from "node:path";
import { type HandleFormat, isHandleError, type ReadHandlesOptions, readHandles } from "@nh/client/handles";
import type { NativePlatform } from "@nh/payloads";
import { numberedLines } from "../input/numbered-lines.js";
import { originOf } from "../input/read-input.js";
import { openTwice } from "../input/read-twice.js";
import type { Io, Spool } from "../io.js";
import { count } from "../output/numbers.js";
import type { Output } from "../output/output.js";
import { RefusedLines, refusedList } from "./refused-lines.js";

export interface HandleSource {
  /** A file, or `-` for stdin. */
  readonly path: string;
  readonly platform: NativePlatform;
  /** Default: by the extension of the file, else by its first line. */
  readonly format?: HandleFormat | undefined;
  /** The column of a table by name or by number from 1, or the field of each object. */
  readonly column?: string | undefined;
  /** Lets handles through that the platform cannot have issued. */
  readonly unchecked: boolean;
}

/** A list of handles that was read to its end before the first one is used. */
export interface HandleList {
  readonly count: number;
  /** The handles in the order of the list. */
  read(): AsyncIterable<string>;
  close(): Promise<void>;
}

/**
 * Opens a list, and reads it to its end: a mistake on its last line must be known before the first
 * batch leaves. What can be read only once, such as a pipe, is kept in a temporary file.
 *
 * @throws {CliError} NH_HANDLE_INVALID with the lines of the handles that the platform cannot have
 * issued; NH_HANDLE_LIST_INVALID with the lines that cannot be read.
 */
export async function openHandleList(source: HandleSource, io: Io, output: Output): Promise<HandleList> {
  const { path, platform, column, unchecked } = source;
  const origin = originOf(path);
  const input = await openTwice(path, io);
  let isOpen = false;
  try {
    const format = source.format ?? (await formatOf(path, input));
    const options: ReadHandlesOptions = { platform, format, column, unchecked };
    const refused = new RefusedLines();
    const missing: number[] = [];
    let unit: "line" | "element" = "line";
    let total = 0;
    const whole = readHandles(input.chunks(), {
      ...options,
      onRefused: (error) => refused.add(error),
      onMissing: ({ line, element }) => {
        if (element !== undefined) unit = "element";
        missing.push(element ?? line);
      },
    });
    try {
      for await (const _handle of whole) total += 1;
    } catch (error) {
      if (!isHandleError(error)) throw error;
      refused.endWith(error);
    }
    if (refused.count > 0 || refused.end !== undefined) throw await refusedList(refused, input, origin);
    if (missing.length > 0) {
      const rows = missing.length === 1 ? "1 row has no handle" : `${count(missing.length)} rows have no handle`;
      await output.warn(
        `${origin}: ${rows} and ${missing.length === 1 ? "is" : "are"} skipped: ${placesOf(missing, unit)}`,
      );
    }
    isOpen = true;
    return { count: total, read: () => readHandles(input.chunks(), options), close: input.close };
  } finally {
    if (!isOpen) await input.close();
  }
}

/** `line 7`, `lines 7, 9, 12, …`, `element 3` */
function placesOf(numbers: readonly number[], unit: "line" | "element"): string {
  const shown = numbers.slice(0, 5).map(count);
  return `${numbers.length === 1 ? unit : `${unit}s`} ${shown.join(", ")}${numbers.length > shown.length ? ", …" : ""}`;
}

/** What the extension of the file says. JSON is one array, or one string or object per line. */
async function formatOf(path: string, input: Spool): Promise<HandleFormat | undefined> {
  const extension = extname(path).toLowerCase();
  if (extension === ".csv" || extension === ".tsv") return "csv";
  if (extension === ".ndjson" || extension === ".jsonl") return "ndjson";
  if (extension !== ".json") return undefined;
  for await (const { text } of numberedLines(input.chunks(), originOf(path)))
    return text.trimStart().startsWith("[") ? "json" : "ndjson";
  return "json";
}
