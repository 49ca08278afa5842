import type { ListLine } from "./list-lines.js";

/** A row of a table in text form. */
export interface Row {
  readonly cells: readonly string[];
  /** The line where it begins, from 1. */
  readonly line: number;
}

/** No row that holds a handle is longer. It bounds what a quote that is never closed takes. */
const maxRowLength = 1_048_576;

/** A quoted cell that goes on in the next line. */
interface OpenQuote {
  /** What the cell holds so far. */
  text: string;
  /** Where the quote is. Both from 1. */
  readonly line: number;
  readonly column: number;
}

/**
 * Assembles rows from lines (RFC 4180): cells between delimiters, quoted where they hold a
 * delimiter, a quote (doubled) or a line break. Skips blank lines, and comments, which begin with
 * #.
 *
 * A quote that is not closed, or that text follows, breaks its line and no other: the lines that
 * the quote has swallowed are read again as rows of their own. `report` gets each broken line,
 * which is then skipped, unless it throws.
 */
export class DelimitedRows {
  #cells: string[] = [];
  #open: OpenQuote | undefined;
  /** The lines of a row that is not complete. */
  #lines: ListLine[] = [];
  readonly #delimiter: string | undefined;
  readonly #report: (message: string, line: number) => void;

  /** @param delimiter undefined for lines that are one cell each. */
  constructor(delimiter: string | undefined, report: (message: string, line: number) => void) {
    this.#delimiter = delimiter;
    this.#report = report;
  }

  /** The rows that end with the line: none when it goes on, several after a broken one. */
  *add(line: ListLine): Generator<Row> {
    if (this.#open === undefined && (line.text.trim() === "" || isComment(line.text))) return;
    this.#lines.push(line);
    if (this.#open !== undefined) this.#open.text += "\n";
    const problem = this.#read(line);
    if (problem !== undefined) yield* this.#breakOff(problem);
    else if (this.#open === undefined) yield this.#take();
    // A line that is one cell holds no line break.
    else if (this.#delimiter === undefined || this.#open.text.length > maxRowLength) yield* this.end();
  }

  /** The rows that a quote has swallowed that is still open. */
  *end(): Generator<Row> {
    while (this.#open !== undefined) yield* this.#breakOff(`The quote in column ${this.#open.column} is never closed.`);
  }

  #take(): Row {
    const row = { cells: this.#cells, line: this.#lines[0]?.number ?? 0 };
    this.#reset();
    return row;
  }

  #reset(): void {
    this.#cells = [];
    this.#lines = [];
    this.#open = undefined;
  }

  /** Gives up the line in which the quote was opened, and reads the lines behind it again. */
  *#breakOff(problem: string): Generator<Row> {
    const opened = this.#lines.findIndex(({ number }) => number === this.#open?.line);
    const [broken, ...swallowed] = this.#lines.slice(Math.max(0, opened));
    this.#reset();
    if (broken !== undefined) this.#report(problem, broken.number);
    for (const line of swallowed) yield* this.add(line);
  }

  /** Reads the cells of a line. Returns what is wrong with it. */
  #read(line: ListLine): string | undefined {
    for (let position = 0; position <= line.text.length; ) {
      const next = this.#cell(line, position);
      if (typeof next === "string") return next;
      position = next;
    }
    return undefined;
  }

  /**
   * Reads one cell, and returns where the next one begins, beyond the line after the last; or what
   * is wrong.
   */
  #cell({ text, number }: ListLine, start: number): number | string {
    if (this.#open === undefined) {
      if (text[start] !== '"') {
        const end = this.#delimiter === undefined ? -1 : text.indexOf(this.#delimiter, start);
        this.#cells.push(text.slice(start, end === -1 ? undefined : end));
        return (end === -1 ? text.length : end) + 1;
      }
      this.#open = { text: "", line: number, column: start + 1 };
      start += 1;
    }
    const open = this.#open;
    for (;;) {
      const quote = text.indexOf('"', start);
      if (quote === -1) {
        open.text += text.slice(start);
        return text.length + 1;
      }
      open.text += text.slice(start, quote);
      start = quote + 1;
      if (text[start] !== '"') break;
      open.text += '"';
      start += 1;
    }
    if (start < text.length && text[start] !== this.#delimiter) {
      const where = open.line === number ? `the closing quote in column ${start}` : `the next quote, in line ${number}`;
      return `The quote in column ${open.column} is not closed as it should be: text follows ${where}.`;
    }
    this.#cells.push(open.text);
    this.#open = undefined;
    return start + 1;
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
