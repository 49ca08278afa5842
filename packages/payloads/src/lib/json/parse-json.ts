import { ArgumentError } from "../argument-error.js";
import { lineAndColumn } from "../line-and-column.js";
import { withoutByteOrderMark } from "../without-byte-order-mark.js";
import { JsonError } from "./json-error.js";
import { JsonNumber } from "./json-number.js";
import { scanJson } from "./scan-json.js";

/** What JSON can hold, with the digits of every number as they are written. */
export type ExactJson = string | number | boolean | null | JsonNumber | readonly ExactJson[] | ExactJsonObject;

/** A JSON object of any keys. */
export interface ExactJsonObject {
  readonly [key: string]: ExactJson | undefined;
}

/** Deeper than any document that people write. */
const MAX_DEPTH = 100;

type Container = { readonly items: ExactJson[] } | { readonly entries: [string, ExactJson][] };

/**
 * Reads JSON that is to be written again: a number that JavaScript cannot write with the same
 * digits becomes a {@link JsonNumber}. A byte order mark is skipped. Of several keys of one name
 * the last counts, as for `JSON.parse`.
 *
 * @example writeJson(parseJson('{"id":12345678901234567890}')); // '{"id":12345678901234567890}'
 * @throws {JsonError} for a document that is not JSON, or is nested over 100 levels.
 * @throws {ArgumentError} when the document is not a string.
 */
export function parseJson(text: string): ExactJson {
  if (typeof text !== "string") throw new ArgumentError("parseJson", "text", "must be a string");
  const document = withoutByteOrderMark(text);
  const root: ExactJson[] = [];
  const open: Container[] = [{ items: root }];
  let key = "";
  const keys: string[] = [];
  const add = (value: ExactJson): void => {
    const container = open.at(-1);
    if (container === undefined) return;
    if ("items" in container) container.items.push(value);
    else container.entries.push([key, value]);
  };
  const fail = (reason: string, position: number): never => {
    throw new JsonError(reason, lineAndColumn(document, position));
  };
  scanJson(document, 0, MAX_DEPTH, {
    key: (name) => {
      key = name;
    },
    value: (value) => add(value),
    number: (digits) => add(String(Number(digits)) === digits ? Number(digits) : new JsonNumber(digits)),
    word: (word) => add(word === "null" ? null : word === "true"),
    open: (bracket) => {
      keys.push(key);
      open.push(bracket === "{" ? { entries: [] } : { items: [] });
    },
    close: () => {
      const container = open.pop();
      key = keys.pop() ?? "";
      // fromEntries creates every key, even __proto__, as a property of the object itself.
      if (container !== undefined) add("items" in container ? container.items : Object.fromEntries(container.entries));
    },
    fail,
    tooDeep: (position) => fail(`the document is nested deeper than ${MAX_DEPTH} levels`, position),
  });
  return root[0] ?? null;
}
