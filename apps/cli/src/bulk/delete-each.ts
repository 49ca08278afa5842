import { exitCodes } from "../exit-codes.js";
import { describeError } from "../output/describe-error.js";
import { terminalLine } from "../output/terminal-text.js";
import type { AnyCall } from "../program/command.js";
import { type BulkFailure, concernsAll } from "./run-bulk.js";

/** The stable fields of the result of `deleteEach`, for the reference. */
export const deletedFields = { deleted: "array of ids", failures: "array of { name, error }" } as const;

/**
 * Deletes one item after the other. A failure does not stop the others, and the exit code is then
 * 7. When nothing could be deleted, the first failure is that of the command.
 */
export async function deleteEach(
  call: AnyCall,
  ids: readonly string[],
  remove: (id: string) => Promise<void>,
): Promise<number> {
  const { io, output } = call;
  const deleted: string[] = [];
  const failures: BulkFailure[] = [];
  let firstThrown: unknown;
  output.account(() => `Deleted ${deleted.length} of ${ids.length}.`);
  for (const id of ids) {
    try {
      await remove(id);
      deleted.push(id);
    } catch (thrown) {
      io.signal.throwIfAborted();
      const error = describeError(thrown);
      firstThrown ??= thrown;
      failures.push({ name: id, error });
      if (concernsAll(error)) break;
    }
  }
  if (failures.length > 0 && deleted.length === 0) throw firstThrown;
  for (const { name, error } of failures) await output.warn(`${name}: ${error.message}`);
  await output.document(
    { deleted, failures },
    deleted.length === 0 ? "Nothing to delete." : `Deleted ${deleted.map(terminalLine).join(", ")}.`,
  );
  return failures.length > 0 ? exitCodes.partialFailure : exitCodes.ok;
}
