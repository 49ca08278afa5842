import { WireFormatError } from "../wire-format-error.js";

/** A JSON object, whose members are not yet known. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * An installation needs four levels. More than this could only exhaust the stack
 * of the reader.
 */
const MAX_DEPTH = 32;

/**
 * Reads the members of JSON documents. It treats null as absent, and names the place of what it did
 * not expect. It does not quote what is there: that may be a handle.
 */
export class JsonReader {
  readonly #document: string;

  constructor(document: string) {
    this.#document = document;
  }

  /**
   * Parses a whole document, or a string inside one that holds JSON; only the former is quoted in
   * the error.
   */
  parse(text: string, path = ""): unknown {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      // The engine's own error is not passed on as the cause: it quotes the text around the fault.
      throw this.fault(path, "expected JSON", path === "" ? text : undefined);
    }
    if (isDeeper(value, MAX_DEPTH)) throw this.fault(path, `expected JSON of at most ${MAX_DEPTH} levels`);
    return value;
  }

  object(value: unknown, path: string): JsonObject {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as JsonObject;
    throw this.mismatch(path, "an object", value);
  }

  string(value: unknown, path: string): string {
    if (typeof value === "string") return value;
    throw this.mismatch(path, "a string", value);
  }

  optionalString(value: unknown, path: string): string | undefined {
    return value === undefined || value === null ? undefined : this.string(value, path);
  }

  optionalBoolean(value: unknown, path: string): boolean | undefined {
    if (value === undefined || value === null) return undefined;
    if (typeof value === "boolean") return value;
    throw this.mismatch(path, "true or false", value);
  }

  optionalStrings(value: unknown, path: string): string[] | undefined {
    if (value === undefined || value === null) return undefined;
    if (!Array.isArray(value)) throw this.mismatch(path, "a list of strings", value);
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

  mismatch(path: string, expected: string, value: unknown): WireFormatError {
    const found = kindOf(value);
    return this.fault(path, `expected ${expected}${found === undefined ? ", which is missing" : `, not ${found}`}`);
  }

  fault(path: string, rule: string, excerpt?: string): WireFormatError {
    return new WireFormatError({ document: this.#document, path, rule, excerpt });
  }
}

function kindOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeper(member, levels - 1));
}
