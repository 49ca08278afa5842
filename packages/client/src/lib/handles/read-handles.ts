import { isPlatform, type NativePlatform } from "@nh/payloads";
import { ArgumentError } from "../argument-error.js";
import { checkOptions, flagRule, functionRule, type OptionRules } from "../check-options.js";
import { platformAdvice } from "../platform-advice.js";
import { checkHandle } from "./check-handle.js";
import { decodeText } from "./decode-text.js";
import { isComment, namesDelimiter } from "./delimited-rows.js";
import { findInArray, findInNdjson } from "./find-in-json.js";
import { findInTable } from "./find-in-table.js";
import type { FoundHandle, HandleFinder } from "./found-handle.js";
import { HandleError, type RefuseList, type ReportBroken } from "./handle-error.js";

/** The forms of a list: see {@link ReadHandlesOptions.format}. */
export const handleFormats = ["lines", "csv", "ndjson", "json"] as const;
export type HandleFormat = (typeof handleFormats)[number];

export interface ReadHandlesOptions {
  /** Whose handles they are. A handle that this platform cannot have issued is refused. */
  readonly platform: NativePlatform;
  /**
   * `lines`: one handle per line. `csv`: a table, whose delimiter (comma, semicolon, tab or |) is
   * found in its first row. `ndjson`: one string or object per line. `json`: one array of strings
   * or objects. Default: found in the first line.
   */
  readonly format?: HandleFormat | undefined;
  /**
   * The heading of a table's column, its number from 1, or the field of each object. Default: a
   * usual name, such as `handle`, `pushChannel`, `token`, `device_token`.
   */
  readonly column?: string | number | undefined;
  /** Lets handles through that the platform cannot have issued. Default: false. */
  readonly unchecked?: boolean | undefined;
  /**
   * Called for each handle that is refused, and for each line that cannot be read: one of NDJSON
   * that is not JSON, one of a table with a quote that is not closed, a value of JSON without the
   * field. It is then skipped. Default: the first one is thrown. The error of a list that cannot be
   * read any further is always thrown, such as that of a table whose first row is broken: it may be
   * the heading.
   */
  readonly onRefused?: ((error: HandleError) => void) | undefined;
  /** Called for each row without a handle: an empty cell, `NULL`, `undefined`. It is skipped. */
  readonly onMissing?: ((row: { readonly line: number; readonly element?: number | undefined }) => void) | undefined;
}

const readHandlesRules: OptionRules<ReadHandlesOptions> = {
  platform: {
    accepts: (value) => isPlatform(value) && value !== "template",
    form: "a platform that devices have, such as apple or fcmv1",
    advice: platformAdvice,
  },
  format: {
    accepts: (value) => (handleFormats as readonly unknown[]).includes(value),
    form: `one of ${handleFormats.join(", ")}`,
  },
  column: {
    accepts: (value) => typeof value === "string" || Number.isInteger(value),
    form: "the heading of a column, its number from 1, or the field of each object",
  },
  unchecked: flagRule,
  onRefused: functionRule,
  onMissing: functionRule,
};

/**
 * Reads a list of device handles, one at a time however long it is: lines, CSV, NDJSON or a JSON
 * array. It understands quotes, headings, delimiters, blank lines, comments (`#`) and a byte order
 * mark.
 *
 * @param list A string, or its pieces as a file or a response gives them: strings, or UTF-8 bytes.
 *
 * @throws {HandleError} NH_HANDLE_INVALID when the platform cannot have issued a handle, with its
 * line; NH_HANDLE_LIST_INVALID when the list cannot be read: UTF-16, a quote that is never closed,
 * a table without a known heading.
 * @throws {ArgumentError} when an option is wrong, or the list is neither a string nor pieces of
 * one.
 *
 * @example
 * const handles = readHandles(createReadStream("tokens.csv"), { platform: "apple" });
 * for await (const result of client.sendToDevices(apple({ alert: "Doors open" }), handles)) { … }
 */
export async function* readHandles(
  list: string | AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
  options: ReadHandlesOptions,
): AsyncGenerator<string> {
  checkReadOptions(options);
  const { platform, unchecked = false, onRefused, onMissing } = options;
  const refuse = refuseList(platform);
  const report: ReportBroken = (error) => {
    if (onRefused === undefined) throw error;
    onRefused(error);
  };
  const accept = function* (all: Iterable<FoundHandle>): Generator<string> {
    for (const { handle, line, element } of all) {
      if (handle === undefined) {
        onMissing?.({ line, element });
        continue;
      }
      const problem = unchecked ? undefined : checkHandle(platform, handle);
      if (problem === undefined) yield handle;
      else report(new HandleError({ code: "NH_HANDLE_INVALID", platform, line, element, ...problem }));
    }
  };

  let finder: HandleFinder | undefined;
  let beginning = "";
  for await (const text of decodeText("readHandles", list, ({ message, line }) => refuse(message, { line }))) {
    beginning += text;
    finder ??= chooseFinder(beginning, options, report, false);
    if (finder === undefined) continue;
    yield* accept(finder.push(beginning));
    beginning = "";
  }
  finder ??= chooseFinder(beginning, options, report, true);
  if (finder === undefined) return;
  yield* accept(finder.push(beginning));
  yield* accept(finder.end());
}

function checkReadOptions(options: ReadHandlesOptions): void {
  checkOptions("readHandles", options, readHandlesRules);
  if (options?.platform === undefined) {
    throw new ArgumentError("readHandles", "platform", `must be ${readHandlesRules.platform.form}`);
  }
  if (options.column !== undefined && options.format === "lines") {
    throw new ArgumentError("readHandles", "column", "must not be given with format lines, which has no columns");
  }
}

const refuseList =
  (platform: NativePlatform): RefuseList =>
  (message, facts) =>
    new HandleError({ code: "NH_HANDLE_LIST_INVALID", platform, message, ...facts });

/** A first line as long as this is not a row of a list. */
const maxFirstLine = 1_048_576;

/** Undefined when more text is needed to know the format. */
function chooseFinder(
  beginning: string,
  options: ReadHandlesOptions,
  report: ReportBroken,
  isWhole: boolean,
): HandleFinder | undefined {
  const { platform, unchecked = false } = options;
  const column = options.column === undefined ? undefined : String(options.column);
  const refuse = refuseList(platform);
  const format =
    options.format ?? guessFormat(beginning, platform, column, unchecked, isWhole || beginning.length > maxFirstLine);
  if (format === undefined) return undefined;
  if (format === "ndjson") return findInNdjson({ platform, column, refuse, report });
  if (format === "json") return findInArray({ platform, column, refuse, report });
  return findInTable({ platform, column, isPlain: format === "lines", unchecked, refuse, report });
}

function guessFormat(
  beginning: string,
  platform: NativePlatform,
  column: string | undefined,
  unchecked: boolean,
  isWhole: boolean,
): HandleFormat | undefined {
  const start = beginning.trimStart();
  if (start.startsWith("[")) return "json";
  if (/^\{\s*["}]/.test(start)) return "ndjson";
  const lines = start.split(/\r\n|\n|\r/);
  const complete = isWhole ? lines : lines.slice(0, -1);
  const first = complete.find((line) => line.trim() !== "" && !isComment(line));
  if (first === undefined) return isWhole ? "lines" : undefined;
  if (namesDelimiter(first)) return "csv";
  // A channel URI may hold a delimiter.
  if (column === undefined && !unchecked && checkHandle(platform, first.trim()) === undefined) return "lines";
  return "csv";
}
