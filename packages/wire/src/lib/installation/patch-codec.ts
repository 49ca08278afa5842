import { JsonReader } from "./json-reader.js";
import type { PatchOperation, PatchValue } from "./types.js";

/** Writes a patch as JSON: `op`, `path` and, unless it removes, `value`. */
export function encodePatch(operations: readonly PatchOperation[]): string {
  return JSON.stringify(
    operations.map((operation) =>
      operation.op === "remove"
        ? { op: operation.op, path: operation.path }
        : { op: operation.op, path: operation.path, value: operation.value },
    ),
  );
}

/**
 * Reads a patch. A value beside `remove`, which the .NET client writes as null, is left out.
 *
 * @throws WireFormatError when it is no array of the operations add, remove and replace.
 */
export function decodePatch(json: string): PatchOperation[] {
  const reader = new JsonReader("installation patch");
  const list = reader.parse(json);
  if (!Array.isArray(list)) throw reader.fault("", json, "an array of operations is expected");
  return list.map((item: unknown, index) => {
    const at = `/${index}`;
    const object = reader.object(item, at);
    const op = reader.string(object.op, `${at}/op`).toLowerCase();
    const path = reader.string(object.path, `${at}/path`);
    if (!path.startsWith("/")) throw reader.fault(`${at}/path`, path, "a path begins with /");
    if (op === "remove") return { op, path };
    if (op !== "add" && op !== "replace")
      throw reader.fault(`${at}/op`, op, "one of add, remove and replace is expected");
    if (object.value === undefined) throw reader.fault(`${at}/value`, undefined, `${op} needs a value`);
    return { op, path, value: object.value as PatchValue };
  });
}
