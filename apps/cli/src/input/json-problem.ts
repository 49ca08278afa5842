/** Where a text stops being JSON, and what was expected there. */
export interface JsonProblem {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
  /** A clause such as `expected "," or "}"`. It never quotes the text, which may hold a secret. */
  readonly message: string;
}

type Expected = "value" | "first value" | "name" | "first name" | "colon" | "next item" | "next member" | "end";

const messages: Readonly<Record<Expected, string>> = {
  value: "expected a value",
  "first value": 'expected a value or "]"',
  name: "expected a name in double quotes",
  "first name": 'expected a name in double quotes or "}"',
  colon: 'expected ":"',
  "next item": 'expected "," or "]"',
  "next member": 'expected "," or "}"',
  end: "expected nothing more",
};

/**
 * Finds the first mistake in a string that `JSON.parse` refuses. The message of `JSON.parse`
 * differs between versions of Node, has no position for short texts, and quotes the text.
 */
export function findJsonProblem(text: string): JsonProblem | undefined {
  const open: ("[" | "{")[] = [];
  let expected: Expected = "value";
  let position = 0;
  const problem = (at: number, message: string): JsonProblem => {
    const before = text.slice(0, at);
    return { line: before.split("\n").length, column: at - before.lastIndexOf("\n"), message };
  };
  const afterValue = (): Expected => {
    const container = open.at(-1);
    return container === undefined ? "end" : container === "[" ? "next item" : "next member";
  };

  for (;;) {
    position += matchAt(/[ \t\r\n]*/y, text, position);
    if (position >= text.length) {
      return expected === "end" ? undefined : problem(position, `${messages[expected]}, but the text ends`);
    }
    const character = text[position];
    if (character === "]" && (expected === "first value" || expected === "next item")) {
      open.pop();
      expected = afterValue();
    } else if (character === "}" && (expected === "first name" || expected === "next member")) {
      open.pop();
      expected = afterValue();
    } else if (character === "," && expected === "next item") expected = "value";
    else if (character === "," && expected === "next member") expected = "name";
    else if (character === ":" && expected === "colon") expected = "value";
    else if (character === '"' && (expected === "name" || expected === "first name")) {
      const end = endOfString(text, position);
      if (typeof end !== "number") return problem(end.at, end.message);
      position = end - 1;
      expected = "colon";
    } else if (expected === "value" || expected === "first value") {
      if (character === "[" || character === "{") {
        open.push(character);
        expected = character === "[" ? "first value" : "first name";
      } else if (character === '"') {
        const end = endOfString(text, position);
        if (typeof end !== "number") return problem(end.at, end.message);
        position = end - 1;
        expected = afterValue();
      } else {
        const length = matchAt(
          /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])/y,
          text,
          position,
        );
        if (length === 0) return problem(position, messages[expected]);
        position += length - 1;
        expected = afterValue();
      }
    } else return problem(position, messages[expected]);
    position += 1;
  }
}

function matchAt(pattern: RegExp, text: string, position: number): number {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0].length ?? 0;
}

/** The position after a string that begins at `start`, or its mistake. */
function endOfString(text: string, start: number): number | { readonly at: number; readonly message: string } {
  for (let position = start + 1; position < text.length; position++) {
    const character = text[position] ?? "";
    if (character === '"') return position + 1;
    if (character < " ") return { at: position, message: "expected the closing quote of a string" };
    if (character !== "\\") continue;
    const length = matchAt(/\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y, text, position);
    if (length === 0) return { at: position, message: "expected an escape such as \\n or \\u0041" };
    position += length - 1;
  }
  return { at: start, message: "expected the closing quote of this string" };
}
