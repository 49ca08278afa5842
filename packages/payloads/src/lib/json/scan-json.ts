/** What the scan of a JSON document meets. */
interface JsonScanHandlers {
  /**
   * A string that is a value, with its place: `start` is the opening quote, `end` is behind the
   * closing one.
   */
  readonly value?: (text: string, start: number, end: number) => void;
  /** The name of a property. */
  readonly key?: (text: string, start: number) => void;
  /** A number, with the digits of the document. */
  readonly number?: (digits: string) => void;
  /** `true`, `false` or `null`. */
  readonly word?: (word: string) => void;
  /** An object or a list begins. */
  readonly open?: (bracket: "{" | "[") => void;
  /** It ends. */
  readonly close?: () => void;
  /** Reports a mistake; never returns. */
  readonly fail: (reason: string, position: number) => never;
  /** Reports nesting deeper than `maxDepth`; never returns. */
  readonly tooDeep?: (position: number) => never;
}

const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const word = /true|false|null/y;
const escapeSequence = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** What may come next. */
type Expected = "value" | "key" | "key or end" | "value or end" | "comma or end";

/**
 * Reads a JSON document from start to end and reports where its strings are. `JSON.parse` reports
 * no positions. Keeps its own stack, so that no depth of nesting can exhaust that of the engine.
 */
export function scanJson(text: string, start: number, maxDepth: number, handlers: JsonScanHandlers): void {
  const open: ("{" | "[")[] = [];
  let index = start;
  let expected = "value" as Expected;

  const skipSpace = (): void => {
    for (;;) {
      const code = text.charCodeAt(index);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      index++;
    }
  };
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = index;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) index = pattern.lastIndex;
    return found;
  };
  const readString = (): string => {
    const from = index;
    let hasEscape = false;
    for (index++; ; ) {
      const code = text.charCodeAt(index);
      if (code === 0x22) break;
      if (Number.isNaN(code)) handlers.fail("the string has no closing quote", from);
      if (code < 0x20) handlers.fail("a control character in a string must be escaped", index);
      if (code !== 0x5c) index++;
      else if (match(escapeSequence) !== undefined) hasEscape = true;
      else handlers.fail("unknown escape in a string", index);
    }
    index++;
    const raw = text.slice(from, index);
    return hasEscape ? String(JSON.parse(raw)) : raw.slice(1, -1);
  };
  const push = (bracket: "{" | "["): void => {
    if (open.length >= maxDepth) handlers.tooDeep?.(index);
    open.push(bracket);
    handlers.open?.(bracket);
    index++;
    expected = bracket === "{" ? "key or end" : "value or end";
  };

  for (;;) {
    skipSpace();
    const character = text[index];
    const container = open.at(-1);
    if (expected === "comma or end" && container === undefined) {
      if (character !== undefined) handlers.fail("nothing may follow the document", index);
      return;
    }
    if (character === undefined) handlers.fail("the document ends too early", index);

    if (character === (container === "{" ? "}" : "]") && container !== undefined && expected.endsWith("end")) {
      open.pop();
      handlers.close?.();
      index++;
      expected = "comma or end";
    } else if (expected === "comma or end") {
      if (character !== ",") handlers.fail(`expected , or ${container === "{" ? "}" : "]"}`, index);
      index++;
      expected = container === "{" ? "key" : "value";
    } else if (expected === "key" || expected === "key or end") {
      if (character !== '"') handlers.fail("expected a property name in double quotes", index);
      const from = index;
      const name = readString();
      handlers.key?.(name, from);
      skipSpace();
      if (text[index] !== ":") handlers.fail("expected :", index);
      index++;
      expected = "value";
    } else if (character === "{" || character === "[") {
      push(character);
    } else {
      if (character === '"') {
        const from = index;
        const value = readString();
        handlers.value?.(value, from, index);
      } else {
        const digits = match(number);
        const name = digits === undefined ? match(word) : undefined;
        if (digits !== undefined) handlers.number?.(digits);
        else if (name !== undefined) handlers.word?.(name);
        else handlers.fail("expected a JSON value", index);
      }
      expected = "comma or end";
    }
  }
}

/** The place in the document of an index into a decoded string. */
export function jsonStringPosition(text: string, stringStart: number, index: number): number {
  let position = stringStart + 1;
  for (let decoded = 0; decoded < index; decoded++) {
    if (text[position] !== "\\") position += 1;
    else position += text[position + 1] === "u" ? 6 : 2;
  }
  return position;
}
