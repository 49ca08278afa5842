/** A line of a list. */
export interface ListLine {
  readonly text: string;
  /** From 1. */
  readonly number: number;
}

/**
 * No handle and no row that holds one is longer. It bounds what a list without line breaks takes.
 */
const maxLineLength = 1_048_576;

/**
 * Cuts text that arrives in pieces into lines. They end with LF or CR LF.
 *
 * @throws whatever `refuse` returns, for lines that end with CR alone, which would make one line of
 * the whole list, and for a line of more than a million characters.
 */
export class ListLines {
  /** Joined only when the line ends: joining at each piece would take the square of the time. */
  #open: string[] = [];
  #openLength = 0;
  #endsWithReturn = false;
  #number = 0;
  readonly #refuse: (message: string, line: number) => Error;

  constructor(refuse: (message: string, line: number) => Error) {
    this.#refuse = refuse;
  }

  *push(text: string): Generator<ListLine> {
    if (text === "") return;
    const splitPair = this.#endsWithReturn && !text.startsWith("\n");
    const lone = splitPair ? 0 : text.search(/\r(?!\n|$)/);
    this.#endsWithReturn = text.endsWith("\r");
    const [first = "", ...others] = (lone === -1 ? text : text.slice(0, lone)).split("\n");
    this.#append(first);
    for (const piece of others) {
      yield this.#close();
      this.#append(piece);
    }
    if (lone !== -1) {
      throw this.#refuse(
        "The line ends with CR alone, as on old Macs. Write LF or CR LF: tr '\\r' '\\n' < old > new.",
        this.#number + 1,
      );
    }
  }

  *end(): Generator<ListLine> {
    if (this.#openLength > 0) yield this.#close();
  }

  #append(piece: string): void {
    this.#open.push(piece);
    this.#openLength += piece.length;
    if (this.#openLength > maxLineLength) {
      throw this.#refuse(
        `The line is longer than ${maxLineLength.toLocaleString("en-US")} characters. Write one handle per line.`,
        this.#number + 1,
      );
    }
  }

  #close(): ListLine {
    const line = this.#open.join("");
    this.#open = [];
    this.#openLength = 0;
    this.#number += 1;
    return { text: line.endsWith("\r") ? line.slice(0, -1) : line, number: this.#number };
  }
}
