import { withUrlSafeKeys } from "../handle.js";
import { JsonReader } from "./json-reader.js";
import type { PatchOperation, PatchValue } from "./types.js";
import { writeJson } from "./write-json.js";

/**
 * Writes a patch as JSON: `op`, `path`, and, unless it removes, `value`. The keys of a browser's
 * channel are written in base64url.
 *
 * @throws {ArgumentError} when a value cannot be written as JSON.
 */
export function encodePatch(operations: readonly PatchOperation[]): string {
  return writeJson(
    "patch",
    operations.map((operation) =>
      operation.op === "remove"
        ? { op: operation.op, path: operation.path }
        : { op: operation.op, path: operation.path, value: writtenValue(operation.path, operation.value) },
    ),
  );
}

function writtenValue(path: string, value: PatchValue): PatchValue {
  if (!/^\/pushChannel$/i.test(path)) return value;
  if (typeof value !== "string") return isObject(value) ? withUrlSafeKeys(value) : value;
  try {
    const handle: unknown = JSON.parse(value);
    return isObject(handle) ? JSON.stringify(withUrlSafeKeys(handle)) : value;
  } catch {
    // The handle of another platform is not JSON.
    return value;
  }
}

function isObject(value: unknown): value is { readonly [name: string]: PatchValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Reads a patch. The value beside `remove`, which the .NET client writes as null, is dropped.
 *
 * @throws {WireFormatError} when it is not a list of the operations add, remove, and replace.
 */
export function decodePatch(json: string): PatchOperation[] {
  const reader = new JsonReader("installation patch");
  const list = reader.parse(json);
  if (!Array.isArray(list)) throw reader.mismatch("", "a list of operations", list);
  return list.map((item: unknown, index) => {
    const at = `/${index}`;
    const object = reader.object(item, at);
    const op = reader.string(object.op, `${at}/op`).toLowerCase();
    const path = reader.string(object.path, `${at}/path`);
    if (!path.startsWith("/")) throw reader.fault(`${at}/path`, "expected a path that begins with /", path);
    if (op === "remove") return { op, path };
    if (op !== "add" && op !== "replace") throw reader.fault(`${at}/op`, "expected one of add, remove, replace", op);
    if (object.value === undefined) throw reader.fault(`${at}/value`, `expected a value, since the operation is ${op}`);
    return { op, path, value: object.value as PatchValue };
  });
}
