import type { NativePlatform } from "@nh/payloads";
import { type FoundHandle, foundHandle, type HandleFinder } from "./found-handle.js";
import type { HandleError, RefuseList, ReportBroken } from "./handle-error.js";
import { findHandleName, handleNames } from "./handle-names.js";
import { JsonItems } from "./json-items.js";
import { type ListLine, ListLines } from "./list-lines.js";

export interface JsonListOptions {
  readonly platform: NativePlatform;
  /** The field of each object. */
  readonly column: string | undefined;
  readonly refuse: RefuseList;
  readonly report: ReportBroken;
}

/** Finds the handles in NDJSON: on each line a string, or an object with a field for it. */
export function findInNdjson(options: JsonListOptions): HandleFinder {
  const lines = new ListLines((message, line) => options.refuse(message, { line }));
  function* read(all: Iterable<ListLine>): Generator<FoundHandle> {
    for (const { text, number } of all) {
      if (text.trim() === "") continue;
      const value = parse(text);
      if (value === undefined) options.report(notJson(options, number));
      else yield* handleIn(value, number, options);
    }
  }
  return { push: (text) => read(lines.push(text)), end: () => read(lines.end()) };
}

/** Finds the handles in one JSON array of strings, or of objects with a field for it. */
export function findInArray(options: JsonListOptions): HandleFinder {
  const items = new JsonItems((message, line) => options.refuse(message, { line }));
  return {
    *push(text) {
      for (const { text: item, line, element } of items.push(text)) {
        const value = parse(item);
        // A broken element may have swallowed those behind it.
        if (value === undefined) throw notJson(options, line, element);
        yield* handleIn(value, line, options, element);
      }
    },
    end() {
      items.end();
      return [];
    },
  };
}

/** Undefined for a string that is not JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const notJson = ({ refuse }: JsonListOptions, line: number, element?: number): HandleError =>
  refuse("This is not valid JSON. Write one string or one object per line, or one JSON array.", {
    line,
    element,
    problem: "notJson",
  });

/** What a line or an element has where its handle is expected; nothing where that is reported. */
function handleIn(
  value: unknown,
  line: number,
  { platform, column, refuse, report }: JsonListOptions,
  element?: number,
): readonly FoundHandle[] {
  const isObject = typeof value === "object" && value !== null;
  const handle = isObject ? fieldOf(value, platform, column) : value;
  if (typeof handle === "string") return [foundHandle(handle, line, element)];
  if (handle === null) return [{ handle: undefined, line, element }];
  const wanted =
    column === undefined ? `one of the fields ${handleNames(platform)}, …` : `the field ${JSON.stringify(column)}`;
  const message = `Expected a string, or an object with ${wanted}, which holds a string. Or name the field.`;
  report(refuse(message, { line, element, problem: "unknownColumn" }));
  return [];
}

function fieldOf(value: object, platform: NativePlatform, column: string | undefined): unknown {
  if (Array.isArray(value)) return undefined;
  const entries = Object.entries(value);
  if (column !== undefined) return entries.find(([name]) => name === column)?.[1];
  return entries[
    findHandleName(
      entries.map(([name]) => name),
      platform,
    )
  ]?.[1];
}
