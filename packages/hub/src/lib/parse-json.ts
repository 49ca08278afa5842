/**
 * How deep JSON may be nested: the limit of .NET's readers (`JsonReaderOptions.MaxDepth`). Walking
 * through a document that is nested much deeper overflows the stack.
 */
export const MAX_JSON_DEPTH = 64;

/** JSON that is nested deeper than {@link MAX_JSON_DEPTH}. */
export class JsonDepthError extends Error {
  constructor() {
    super(`JSON may be nested at most ${MAX_JSON_DEPTH} levels deep.`);
    this.name = "JsonDepthError";
  }
}

/**
 * Parses JSON from outside.
 *
 * @throws {JsonDepthError} when it is nested too deep.
 * @throws {SyntaxError} when it is not JSON.
 */
export function parseJson(text: string): unknown {
  if (text.length > MAX_JSON_DEPTH && isTooDeep(text)) throw new JsonDepthError();
  return JSON.parse(text);
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === BACKSLASH) index++;
      else if (code === QUOTE) inString = false;
    } else if (code === QUOTE) inString = true;
    else if (code === 0x5b || code === 0x7b) {
      if (++depth > MAX_JSON_DEPTH) return true;
    } else if (code === 0x5d || code === 0x7d) depth--;
  }
  return false;
}
