import { displayWidth, terminalLine, truncate } from "./terminal-text.js";

export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string | number | undefined;
  /** Numbers stand at the right. */
  readonly align?: "right";
}

const gap = "  ";

/** The text of one cell; characters that would disturb a terminal are spelled out. */
function cell<Row>(column: Column<Row>, row: Row): string {
  return terminalLine(String(column.value(row) ?? ""));
}

/**
 * A table for a terminal: a heading, no lines, columns as wide as their content. When it is too wide for the terminal
 * the widest columns are cut first, so that short ones such as ids stay whole.
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
  shrink(widths, width - gap.length * (columns.length - 1));
  const line = (texts: readonly string[]) =>
    texts
      .map((text, index) => pad(text, widths[index] ?? 0, columns[index]?.align))
      .join(gap)
      .trimEnd();
  return [heading(line(columns.map(({ title }) => title.toUpperCase()))), ...cells.map(line)].join("\n");
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

const narrowest = 8;

function shrink(widths: number[], available: number): void {
  let excess = widths.reduce((sum, width) => sum + width, 0) - available;
  while (excess > 0) {
    const widest = Math.max(...widths);
    if (widest <= narrowest) return;
    widths[widths.indexOf(widest)] = widest - 1;
    excess -= 1;
  }
}
