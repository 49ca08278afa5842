import type { NativePlatform } from "@nh/payloads";
import { type FoundHandle, foundHandle, type HandleFinder } from "./found-handle.js";
import type { RefuseList } from "./handle-error.js";
import { findHandleName, handleNames } from "./handle-names.js";
import { JsonItems } from "./json-items.js";
import { ListLines } from "./list-lines.js";

export interface JsonListOptions {
  readonly platform: NativePlatform;
  /** The field of each object. */
  readonly column: string | undefined;
  readonly refuse: RefuseList;
}

/** Finds the handles in NDJSON: on each line a string, or an object with a field for it. */
export function findInNdjson(options: JsonListOptions): HandleFinder {
  const lines = new ListLines((message, line) => options.refuse(message, { line }));
  function* read(all: Iterable<{ readonly text: string; readonly number: number }>): Generator<FoundHandle> {
    for (const { text, number } of all) if (text.trim() !== "") yield handleOf(text, number, options);
  }
  return { push: (text) => read(lines.push(text)), end: () => read(lines.end()) };
}

/** Finds the handles in one JSON array of strings, or of objects with a field for it. */
export function findInArray(options: JsonListOptions): HandleFinder {
  const items = new JsonItems((message, line) => options.refuse(message, { line }));
  return {
    *push(text) {
      for (const item of items.push(text)) yield handleOf(item.text, item.line, options, item.element);
    },
    end() {
      items.end();
      return [];
    },
  };
}

function handleOf(
  text: string,
  line: number,
  { platform, column, refuse }: JsonListOptions,
  element?: number,
): FoundHandle {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse("This is not valid JSON. Write one string or one object per line, or one JSON array.", {
      line,
      element,
      problem: "notJson",
    });
  }
  if (typeof value === "string") return foundHandle(value, line, element);
  if (value === null) return { handle: undefined, line, element };
  const field = fieldOf(value, platform, column);
  if (typeof field === "string") return foundHandle(field, line, element);
  if (field === null) return { handle: undefined, line, element };
  const wanted =
    column === undefined ? `one of the fields ${handleNames(platform)}, …` : `the field ${JSON.stringify(column)}`;
  throw refuse(`Expected a string, or an object with ${wanted}, which holds a string. Or name the field.`, {
    line,
    element,
    problem: "unknownColumn",
  });
}

function fieldOf(value: unknown, platform: NativePlatform, column: string | undefined): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value);
  if (column !== undefined) return entries.find(([name]) => name === column)?.[1];
  return entries[
    findHandleName(
      entries.map(([name]) => name),
      platform,
    )
  ]?.[1];
}
