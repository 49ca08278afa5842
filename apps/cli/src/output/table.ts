import { breakLine, displayWidth, terminalLine, truncate, wrapWords } from "./terminal-text.js";

export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string | number | undefined;
  /** For numbers. */
  readonly align?: "right";
  /** Free text, which is cut first when the terminal is narrow. */
  readonly givesWay?: true;
  /**
   * Last column only: long text continues below instead of being cut, where there is room for
   * words.
   */
  readonly wraps?: true;
}

const gap = "  ";

/** The text of one cell; characters that would disturb a terminal are escaped. */
function cell<Row>(column: Column<Row>, row: Row): string {
  return terminalLine(String(column.value(row) ?? ""));
}

/**
 * A table for a terminal: a heading, no lines, columns as wide as their content. When it is too
 * wide for the terminal, free text is cut first, then the widest columns, so that short ones such
 * as ids stay whole. Where even that is too wide, each row becomes a few lines.
 */
export function renderTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  { width, heading = (text: string) => text }: { width: number; heading?: (text: string) => string },
): string {
  const cells = rows.map((row) => columns.map((column) => cell(column, row)));
  const widths = columns.map((column, index) =>
    Math.max(displayWidth(column.title), ...cells.map((line) => displayWidth(line[index] ?? ""))),
  );
  const available = width - gap.length * (columns.length - 1);
  const every = [...columns.keys()];
  shrink(
    widths,
    every.filter((index) => columns[index]?.givesWay),
    available,
  );
  shrink(widths, every, available);
  if (sum(widths) > available) return renderRecords(columns, cells, { width, heading });
  const line = (texts: readonly string[]) =>
    texts
      .map((text, index) => pad(text, widths[index] ?? 0, columns[index]?.align))
      .join(gap)
      .trimEnd();
  const wrapped = columns.at(-1)?.wraps && (widths.at(-1) ?? 0) >= roomForWords ? wrapLast : undefined;
  const lines = wrapped === undefined ? cells : cells.flatMap((texts) => wrapped(texts, widths.at(-1) ?? 0));
  return [heading(line(columns.map(({ title }) => title.toUpperCase()))), ...lines.map(line)].join("\n");
}

/**
 * Each row as lines of name and value, where even the narrowest columns do not fit beside each
 * other: a table would break at every line, and cells of a few characters say nothing. Only free
 * text is cut: an ID is of use as a whole only.
 */
function renderRecords<Row>(
  columns: readonly Column<Row>[],
  cells: readonly (readonly string[])[],
  { width, heading }: { width: number; heading: (text: string) => string },
): string {
  const nameWidth = Math.max(...columns.map(({ title }) => displayWidth(title)));
  const records = cells.map((texts) =>
    texts.flatMap((text, index) => {
      const title = (columns[index]?.title ?? "").toUpperCase();
      if (text === "") return [];
      const lines = recordLines(columns[index], text, width - nameWidth - gap.length);
      return lines.map((line, row) => `${heading(pad(row === 0 ? title : "", nameWidth, undefined))}${gap}${line}`);
    }),
  );
  return records.map((lines) => lines.join("\n")).join("\n\n");
}

function recordLines<Row>(column: Column<Row> | undefined, text: string, width: number): readonly string[] {
  if (column?.wraps) return wrapWhole(text, width);
  return column?.givesWay ? [truncate(text, width)] : breakLine(text, width);
}

const roomForWords = 20;

/** Lines that hold all of the text: a word that is too long, such as an ID, is broken. */
const wrapWhole = (text: string, width: number): readonly string[] =>
  wrapWords(text, width, "")
    .split("\n")
    .flatMap((line) => breakLine(line, width));

/** Splits one row into several, which hold the further lines of the last cell. */
function wrapLast(texts: readonly string[], width: number): readonly (readonly string[])[] {
  const [first = "", ...further] = wrapWhole(texts.at(-1) ?? "", width);
  const others = texts.slice(0, -1);
  return [[...others, first], ...further.map((text) => [...others.map(() => ""), text])];
}

/** Rows for a pipe: tab-separated, no heading, nothing cut. */
export function renderSeparated<Row>(columns: readonly Column<Row>[], row: Row): string {
  return columns.map((column) => cell(column, row)).join("\t");
}

function pad(text: string, width: number, align: "right" | undefined): string {
  const shown = truncate(text, width);
  const space = " ".repeat(Math.max(0, width - displayWidth(shown)));
  return align === "right" ? space + shown : shown + space;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

const narrowest = 8;

/**
 * Narrows the widest of some columns, one step at a time, until all of them fit or these can give
 * no more.
 */
function shrink(widths: number[], some: readonly number[], available: number): void {
  for (let excess = sum(widths) - available; excess > 0; excess--) {
    let widest = -1;
    for (const index of some) if ((widths[index] ?? 0) > Math.max(narrowest, widths[widest] ?? 0)) widest = index;
    if (widest === -1) return;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
}
