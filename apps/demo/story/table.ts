/** Lays out rows in columns and cuts each line to `width` characters. */
export function layOutTable(head: readonly string[], rows: readonly (readonly string[])[], width: number): string[] {
  const widths = head.map((title, column) => Math.max(...[head, ...rows].map((row) => lengthOf(row[column] ?? title))));
  const line = (row: readonly string[]) =>
    cut(
      row.map((cell, column) => (column === row.length - 1 ? cell : pad(cell, widths[column] ?? 0))).join("  "),
      width,
    );
  return [line(head), line(widths.map((size) => "─".repeat(Math.max(0, size)))), ...rows.map(line)];
}

function lengthOf(text: string): number {
  return [...text].length;
}

function pad(text: string, size: number): string {
  return text + " ".repeat(Math.max(0, size - lengthOf(text)));
}

function cut(text: string, width: number): string {
  const characters = [...text];
  return characters.length <= width ? text : `${characters.slice(0, width - 1).join("")}…`;
}
