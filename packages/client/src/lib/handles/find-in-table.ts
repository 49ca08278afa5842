import type { NativePlatform } from "@nh/payloads";
import { shortenHandle } from "@nh/wire";
import { checkHandle } from "./check-handle.js";
import { DelimitedRows, findDelimiter, isComment, namesDelimiter, type Row } from "./delimited-rows.js";
import { type FoundHandle, foundHandle, type HandleFinder } from "./found-handle.js";
import type { RefuseList, ReportBroken } from "./handle-error.js";
import { ambiguousNames, findHandleName, handleNames } from "./handle-names.js";
import { type ListLine, ListLines } from "./list-lines.js";

export interface TableOptions {
  readonly platform: NativePlatform;
  /** The heading of a column, or its number from 1. */
  readonly column: string | undefined;
  /** Whether each line is one cell, whatever it holds. */
  readonly isPlain: boolean;
  /** Whether any word may be a handle, so that only a known name is a heading. */
  readonly unchecked: boolean;
  readonly refuse: RefuseList;
  readonly report: ReportBroken;
}

/** Finds the handles in lines that hold one each, and in the rows of a table (CSV, TSV). */
export function findInTable(options: TableOptions): HandleFinder {
  const { isPlain } = options;
  const refuse = (message: string, line: number) => options.refuse(message, { line });
  const report = (message: string, line: number) => {
    const error = options.refuse(message, { line, problem: "brokenQuote" });
    // It may be the heading, and the row behind it would be taken for one.
    if (index === undefined && !isPlain) throw error;
    options.report(error);
  };
  const lines = new ListLines(refuse);
  let rows: DelimitedRows | undefined;
  let index: number | undefined;

  function* read(all: Iterable<ListLine>): Generator<FoundHandle> {
    for (const line of all) yield* handlesOf(rowsOf(line));
  }

  function* handlesOf(all: Iterable<Row>): Generator<FoundHandle> {
    for (const row of all) {
      if (index === undefined) {
        const place = findColumn(row, options);
        index = place.index;
        if (place.isHeading) continue;
      }
      yield foundHandle(row.cells[index] ?? "", row.line);
    }
  }

  function rowsOf(line: ListLine): Iterable<Row> {
    if (rows !== undefined) return rows.add(line);
    if (line.text.trim() === "" || isComment(line.text)) return [];
    rows = new DelimitedRows(isPlain ? undefined : findDelimiter(line.text), report);
    return namesDelimiter(line.text) ? [] : rows.add(line);
  }

  return {
    push: (text) => read(lines.push(text)),
    *end() {
      yield* read(lines.end());
      if (rows !== undefined) yield* handlesOf(rows.end());
    },
  };
}

interface ColumnPlace {
  readonly index: number;
  /** Whether the first row has names instead of a handle. */
  readonly isHeading: boolean;
}

function findColumn({ cells, line }: Row, { platform, column, unchecked, refuse }: TableOptions): ColumnPlace {
  const isUnknownWord = (name: string) => isWord(name) && !unchecked && checkHandle(platform, name) !== undefined;
  const names = cells.map((cell) => cell.trim());
  if (column !== undefined && /^\d+$/.test(column)) {
    const index = Number(column) - 1;
    const name = names[index];
    if (name === undefined) throw refuse(`The list has no column ${column}; it has ${names.length}.`, { line });
    const isHeading = findHandleName([name], platform) === 0 || isUnknownWord(name);
    return { index, isHeading };
  }
  if (column !== undefined) {
    const index = names.findIndex((name) => name.toLowerCase() === column.trim().toLowerCase());
    if (index !== -1) return { index, isHeading: true };
    throw refuse(`The list has no column ${JSON.stringify(column)}. Its first row is ${shown(names)}.`, { line });
  }
  const candidates = ambiguousNames(names, platform);
  if (candidates.length > 0) {
    throw refuse(
      `Several columns may have the handles: ${candidates.map((name) => JSON.stringify(name)).join(", ")}. Name one of them as the column.`,
      { line, problem: "unknownColumn" },
    );
  }
  const index = findHandleName(names, platform);
  if (index !== -1) return { index, isHeading: true };
  const filled = names.flatMap((name, position) => (name === "" ? [] : [position]));
  const [only] = filled;
  if (filled.length === 1 && only !== undefined) {
    const name = names[only] ?? "";
    if (!isUnknownWord(name)) return { index: only, isHeading: false };
    throw refuse(
      `${JSON.stringify(name)} is not a handle. If it is a heading, name it as the column; known headings: ${handleNames(platform)}, ….`,
      { line, problem: "unknownColumn" },
    );
  }
  throw refuse(
    `The list has ${names.length} columns, and none has a known heading: ${handleNames(platform)}, …. Its first row is ${shown(names)}. Name the column that has the handles.`,
    { line, problem: "unknownColumn" },
  );
}

/** The cells of a row without a heading are data, such as handles, and are shortened. */
function shown(names: readonly string[]): string {
  const cells = names.slice(0, 10).map((name) => JSON.stringify(isWord(name) ? name : shortenHandle(name)));
  return `${cells.join(", ")}${names.length > cells.length ? ", …" : ""}`;
}

/** A heading is a word or two; a handle is longer, or has digits. */
const isWord = (cell: string) => /^[a-z][a-z _.-]{0,30}$/i.test(cell);
