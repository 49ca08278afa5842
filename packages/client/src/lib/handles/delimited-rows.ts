import type { ListLine } from "./list-lines.js";

/** A row of a table in text form. */
export interface Row {
  readonly cells: readonly string[];
  /** The line where it begins, from 1. */
  readonly line: number;
}

/**
 * Assembles rows from lines (RFC 4180): cells between delimiters, quoted where they hold a
 * delimiter, a quote (doubled) or a line break. Skips blank lines, and comments, which begin with
 * #.
 *
 * @throws whatever `refuse` returns, for a quote that is not closed or that text follows.
 */
export class DelimitedRows {
  #cells: string[] = [];
  /** The quoted cell that goes on in the next line. */
  #open: string | undefined;
  #begin = 0;
  readonly #delimiter: string | undefined;
  readonly #refuse: (message: string, line: number) => Error;

  /** @param delimiter undefined for lines that are one cell each. */
  constructor(delimiter: string | undefined, refuse: (message: string, line: number) => Error) {
    this.#delimiter = delimiter;
    this.#refuse = refuse;
  }

  /** The row that ends with the line; undefined when there is none, or it goes on. */
  add({ text, number }: ListLine): Row | undefined {
    let position = 0;
    if (this.#open === undefined) {
      if (text.trim() === "" || isComment(text)) return undefined;
      this.#begin = number;
    } else this.#open += "\n";
    do position = this.#cell(text, position, number);
    while (position <= text.length);
    if (this.#open !== undefined) return undefined;
    const cells = this.#cells;
    this.#cells = [];
    return { cells, line: this.#begin };
  }

  /** @throws when a quote is still open. */
  end(): void {
    if (this.#open !== undefined) throw this.#refuse("The quote in this line is never closed.", this.#begin);
  }

  /** Reads one cell, and returns where the next one begins: beyond the line after the last. */
  #cell(text: string, start: number, line: number): number {
    if (this.#open === undefined) {
      if (text[start] !== '"') {
        const end = this.#delimiter === undefined ? -1 : text.indexOf(this.#delimiter, start);
        this.#cells.push(text.slice(start, end === -1 ? undefined : end));
        return (end === -1 ? text.length : end) + 1;
      }
      this.#open = "";
      start += 1;
    }
    for (;;) {
      const quote = text.indexOf('"', start);
      if (quote === -1) {
        this.#open += text.slice(start);
        return text.length + 1;
      }
      this.#open += text.slice(start, quote);
      start = quote + 1;
      if (text[start] !== '"') break;
      this.#open += '"';
      start += 1;
    }
    this.#cells.push(this.#open);
    this.#open = undefined;
    if (start >= text.length || text[start] === this.#delimiter) return start + 1;
    throw this.#refuse("The line has text after a closing quote.", line);
  }
}

export const isComment = (line: string): boolean => line.trimStart().startsWith("#");

/** The delimiter may be a tab, so the line must not be trimmed before. */
const namedDelimiter = /^\s*sep=(.)\s*$/i;

const delimiters = [",", ";", "\t", "|"];

/**
 * The delimiter of a table by its first row: the one that occurs most outside quotes; undefined for
 * none. `sep=;` as the first line, which Excel reads, names it.
 */
export function findDelimiter(firstRow: string): string | undefined {
  const named = namedDelimiter.exec(firstRow)?.[1];
  if (named !== undefined) return named;
  const outside = firstRow.replace(/"(?:[^"]|"")*"?/g, "");
  const counted = delimiters.map((delimiter) => ({ delimiter, count: outside.split(delimiter).length - 1 }));
  const [most] = counted.sort((a, b) => b.count - a.count);
  return most !== undefined && most.count > 0 ? most.delimiter : undefined;
}

export const namesDelimiter = (line: string): boolean => namedDelimiter.test(line);
