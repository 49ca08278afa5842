import { WireFormatError } from "../wire-format-error.js";

/** A JSON object, whose members are not yet known. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Reads the members of JSON documents, taking null for absent and naming the place where something else than expected stands. */
export class JsonReader {
  readonly #document: string;

  constructor(document: string) {
    this.#document = document;
  }

  /** Parses a text; an empty one, or one that is no JSON, is a WireFormatError. A text inside a document may be a handle, and is not quoted. */
  parse(text: string, path = ""): unknown {
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw this.fault(path, path === "" ? text : undefined, "JSON is expected", cause);
    }
  }

  object(value: unknown, path: string): JsonObject {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as JsonObject;
    throw this.fault(path, JSON.stringify(value), "an object is expected");
  }

  string(value: unknown, path: string): string {
    if (typeof value === "string") return value;
    throw this.fault(path, JSON.stringify(value), "a string is expected");
  }

  optionalString(value: unknown, path: string): string | undefined {
    return value === undefined || value === null ? undefined : this.string(value, path);
  }

  optionalBoolean(value: unknown, path: string): boolean | undefined {
    if (value === undefined || value === null) return undefined;
    if (typeof value === "boolean") return value;
    throw this.fault(path, JSON.stringify(value), "true or false is expected");
  }

  optionalStrings(value: unknown, path: string): string[] | undefined {
    if (value === undefined || value === null) return undefined;
    if (!Array.isArray(value)) throw this.fault(path, JSON.stringify(value), "an array of strings is expected");
    return value.map((item: unknown, index) => this.string(item, `${path}/${index}`));
  }

  /** Reads an object whose members are all of one kind. */
  optionalMap<Item>(
    value: unknown,
    path: string,
    readItem: (item: unknown, path: string) => Item,
  ): Record<string, Item> | undefined {
    if (value === undefined || value === null) return undefined;
    const entries = Object.entries(this.object(value, path));
    return Object.fromEntries(entries.map(([name, item]) => [name, readItem(item, `${path}/${name}`)]));
  }

  optionalStringMap(value: unknown, path: string): Record<string, string> | undefined {
    return this.optionalMap(value, path, (item, itemPath) => this.string(item, itemPath));
  }

  fault(path: string, excerpt: string | undefined, rule: string, cause?: unknown): WireFormatError {
    return new WireFormatError({ document: this.#document, path, excerpt, rule, cause });
  }
}
