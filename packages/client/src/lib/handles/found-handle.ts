/** What one row or element of a list has where its handle is expected. */
export interface FoundHandle {
  /** Undefined where the list says that there is none: an empty cell, or NULL. */
  readonly handle: string | undefined;
  /** From 1. */
  readonly line: number;
  /** Of a JSON array: the place in it, from 1. */
  readonly element?: number | undefined;
}

/** Finds handles in text that arrives in pieces. */
export interface HandleFinder {
  push(text: string): Iterable<FoundHandle>;
  end(): Iterable<FoundHandle>;
}

/** How databases, spreadsheets and programs write that there is no value. */
const noValue = /^(?:null|undefined|nil|none|nan|n\/a|#n\/a|\\n|-)?$/i;

export function foundHandle(cell: string, line: number, element?: number): FoundHandle {
  const handle = cell.trim();
  return { handle: noValue.test(handle) ? undefined : handle, line, element };
}
