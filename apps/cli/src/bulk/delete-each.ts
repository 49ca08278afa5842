import { exitCodes } from "../exit-codes.js";
import { describeError } from "../output/describe-error.js";
import { agree } from "../output/numbers.js";
import { type ResponseIds, responseIdFields, responseIds, withTrackingId } from "../output/response-ids.js";
import { terminalLine } from "../output/terminal-text.js";
import type { AnyCall } from "../program/command.js";
import { type BulkFailure, concernsAll } from "./run-bulk.js";

/** The stable fields of the result of `deleteEach`, for the reference. */
export const deletedFields = {
  deleted: "array of IDs",
  absent: "array of the IDs that did not exist, as far as that is known",
  responses: `array of { id, trackingId, correlationId }; trackingId ${responseIdFields.trackingId}`,
  failures: "array of { name, error }",
} as const;

/** What a deletion did. */
export interface Deletion extends ResponseIds {
  /** `either`: the service does not say whether the item existed. */
  readonly kind: "deleted" | "absent" | "either";
}

/**
 * Deletes one item after the other. A failure does not stop the others, and the exit code is then
 * 7. When nothing could be deleted, the first failure is that of the command.
 */
export async function deleteEach(
  call: AnyCall,
  ids: readonly string[],
  remove: (id: string) => Promise<Deletion>,
): Promise<number> {
  const { io, output } = call;
  const done = new Map<string, Deletion>();
  const failures: BulkFailure[] = [];
  let firstThrown: unknown;
  output.account(() => `Deleted ${done.size} of ${ids.length}.`);
  for (const id of ids) {
    try {
      done.set(id, await remove(id));
    } catch (thrown) {
      io.signal.throwIfAborted();
      const error = describeError(thrown);
      firstThrown ??= thrown;
      failures.push({ name: id, error });
      if (concernsAll(error)) break;
    }
  }
  if (failures.length > 0 && done.size === 0) throw firstThrown;
  for (const { name, error } of failures) await output.warn(`${name}: ${error.message}`);
  const those = (...kinds: readonly Deletion["kind"][]) =>
    [...done].filter(([, { kind }]) => kinds.includes(kind)).map(([id]) => id);
  const responses = [...done].map(([id, deletion]) => ({ id, ...responseIds(deletion) }));
  const text = sentences(those("deleted"), those("either"), those("absent"));
  const [only] = done.values();
  await output.document(
    { deleted: those("deleted", "either"), absent: those("absent"), responses, failures },
    only !== undefined && done.size === 1 ? withTrackingId(text, only, io.stdout.columns) : text,
  );
  return failures.length > 0 ? exitCodes.partialFailure : exitCodes.ok;
}

function sentences(deleted: readonly string[], either: readonly string[], absent: readonly string[]): string {
  const listed = (ids: readonly string[]) => ids.map(terminalLine).join(", ");
  const lines = [
    deleted.length === 0 ? "" : `Deleted ${listed(deleted)}.`,
    either.length === 0
      ? ""
      : `Deleted ${listed(either)}, or ${agree(either.length, "it", "some")} did not exist: the service does not say.`,
    absent.length === 0 ? "" : `${listed(absent)} did not exist.`,
  ].filter((line) => line !== "");
  return lines.length === 0 ? "Nothing to delete." : lines.join("\n");
}
