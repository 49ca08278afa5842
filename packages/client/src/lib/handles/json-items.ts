/** The text of one element of an array. */
export interface JsonItem {
  readonly text: string;
  /** The line where it begins, from 1. */
  readonly line: number;
  /** Its place in the array, from 1. */
  readonly element: number;
}

/** No object that holds a handle is longer. It bounds what a hostile list takes. */
const maxItemLength = 1_048_576;

/**
 * Cuts the elements out of one JSON array that arrives in pieces, however long it is. It looks at
 * quotes and brackets only: whoever parses the elements finds what else is wrong.
 *
 * @throws whatever `refuse` returns, where the array is not closed, or is followed by more.
 */
export class JsonItems {
  #depth = 0;
  #line = 1;
  #inString = false;
  #escaped = false;
  #item = "";
  #itemLine = 1;
  #hasEnded = false;
  #elements = 0;
  readonly #refuse: (message: string, line: number) => Error;

  constructor(refuse: (message: string, line: number) => Error) {
    this.#refuse = refuse;
  }

  *push(text: string): Generator<JsonItem> {
    let start = 0;
    for (let position = 0; position < text.length; position++) {
      const character = text.charAt(position);
      if (character === "\n") this.#line += 1;
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (character === "\\") this.#escaped = true;
        else if (character === '"') this.#inString = false;
        continue;
      }
      if (character === " " || character === "\n" || character === "\r" || character === "\t") continue;
      if (this.#hasEnded) throw this.#refuse("The list goes on after the end of the JSON array.", this.#line);
      if (this.#depth === 0) {
        if (character !== "[") throw this.#refuse("The list is not a JSON array. It must begin with [.", this.#line);
        this.#depth = 1;
        start = position + 1;
        continue;
      }
      const ends = this.#depth === 1 && (character === "," || character === "]");
      if (ends) {
        yield* this.#take(text.slice(start, position), character);
        start = position + 1;
        if (character === "]") this.#hasEnded = true;
        continue;
      }
      if (this.#item === "" && text.slice(start, position).trim() === "") this.#itemLine = this.#line;
      if (character === '"') this.#inString = true;
      else if (character === "[" || character === "{") this.#depth += 1;
      else if (character === "]" || character === "}") this.#depth = Math.max(1, this.#depth - 1);
    }
    if (this.#hasEnded) return;
    // What is left of a blank piece must not look like the beginning of an element.
    const rest = text.slice(start);
    this.#item += this.#item === "" ? rest.trimStart() : rest;
    if (this.#item.length > maxItemLength) {
      throw this.#refuse(
        `An element is longer than ${maxItemLength.toLocaleString("en-US")} characters.`,
        this.#itemLine,
      );
    }
  }

  end(): void {
    if (!this.#hasEnded) throw this.#refuse("The JSON array is never closed.", this.#line);
  }

  *#take(rest: string, closing: string): Generator<JsonItem> {
    const text = (this.#item + rest).trim();
    this.#item = "";
    if (text === "") {
      if (closing === "]" && this.#elements === 0) return;
      throw this.#refuse("The JSON array has a comma with nothing before or after it.", this.#line);
    }
    this.#elements += 1;
    yield { text, line: this.#itemLine, element: this.#elements };
  }
}
