import { extname } from "node:path";
import { shortenHandle } from "@nh/wire";
import { inputError } from "../cli-error.js";
import { originOf, parseJson, readLines } from "../input/read-input.js";
import type { Io } from "../io.js";
import { readCsvRows } from "./csv.js";

export const handleFormats = ["lines", "csv", "ndjson"] as const;
export type HandleFormat = (typeof handleFormats)[number];

export interface HandleSource {
  /** A file, or `-` for stdin. */
  readonly path: string;
  /** Default: guessed from the file name. */
  readonly format?: HandleFormat | undefined;
  /** The column of a CSV by name or by number from 1, or the field of each NDJSON object. */
  readonly column?: string | undefined;
}

const defaultFields = ["handle", "pushChannel", "token"];

/**
 * Device handles in the order of the file, one at a time however large it is. Skips empty lines.
 */
export async function* readHandles({ path, format, column }: HandleSource, io: Io): AsyncGenerator<string> {
  const lines = withoutMark(readLines(path, io));
  const chosen = format ?? formatOf(path, column);
  if (chosen === "csv") yield* fromCsv(lines, column);
  else if (chosen === "ndjson") yield* fromNdjson(lines, column, originOf(path));
  else {
    for await (const line of lines) if (line.trim() !== "") yield line.trim();
  }
}

function formatOf(path: string, column: string | undefined): HandleFormat {
  const extension = extname(path).toLowerCase();
  if (extension === ".csv") return "csv";
  if (extension === ".ndjson" || extension === ".jsonl") return "ndjson";
  return column === undefined ? "lines" : "csv";
}

async function* withoutMark(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let first = true;
  for await (const line of lines) {
    yield first ? line.replace(/^\ufeff/, "") : line;
    first = false;
  }
}

async function* fromCsv(lines: AsyncIterable<string>, column: string | undefined): AsyncGenerator<string> {
  let index: number | undefined;
  for await (const row of readCsvRows(lines)) {
    if (index === undefined) {
      const found = columnIndex(row, column);
      index = found.index;
      if (found.isHeader) continue;
    }
    const handle = row[index]?.trim();
    if (handle) yield handle;
  }
}

/**
 * For a column given by number, the first row is data unless its cell is one of the usual names.
 */
function columnIndex(row: readonly string[], column: string | undefined): { index: number; isHeader: boolean } {
  const names = row.map((cell) => cell.trim().toLowerCase());
  if (column !== undefined && /^\d+$/.test(column)) {
    const index = Number(column) - 1;
    if (index < 0 || index >= row.length)
      throw inputError(`The CSV has no column ${column}; it has ${row.length} columns.`);
    return { index, isHeader: defaultFields.some((field) => field.toLowerCase() === names[index]) };
  }
  const wanted = column === undefined ? defaultFields : [column];
  const index = wanted.map((name) => names.indexOf(name.toLowerCase())).find((position) => position !== -1);
  if (index !== undefined) return { index, isHeader: true };
  if (column === undefined && row.length === 1) return { index: 0, isHeader: false };
  throw inputError(
    `The CSV has no column ${column ?? defaultFields.join(" or ")}.`,
    `Its first row is ${shownRow(row)}. Name a column with --column.`,
  );
}

/** The cells of a row without a heading are data, such as handles, and are shortened. */
function shownRow(row: readonly string[]): string {
  const cells = row.slice(0, 10).map((cell) => JSON.stringify(isHeading(cell) ? cell : shortenHandle(cell)));
  return `${cells.join(", ")}${row.length > cells.length ? ", …" : ""}`;
}

/** A heading is a word or two; a handle is longer, or has digits. */
const isHeading = (cell: string) => /^[a-z][a-z _.-]{0,30}$/i.test(cell.trim());

async function* fromNdjson(
  lines: AsyncIterable<string>,
  column: string | undefined,
  origin: string,
): AsyncGenerator<string> {
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line.trim() === "") continue;
    const value = parseJson(line, origin, number);
    const handle = typeof value === "string" ? value : fieldOf(value, column);
    if (handle === undefined) {
      throw inputError(
        `Line ${number} has no ${column ?? defaultFields.join(" or ")} that is a string.`,
        "Name the field with --column.",
      );
    }
    yield handle;
  }
}

function fieldOf(value: unknown, column: string | undefined): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const record = value as Readonly<Record<string, unknown>>;
  const found = (column === undefined ? defaultFields : [column])
    .map((name) => record[name])
    .find((text) => typeof text === "string");
  return typeof found === "string" && found !== "" ? found : undefined;
}
