import type { PatchOperation } from "@nh/wire";
import { exitCodes } from "../../exit-codes.js";
import { dryRun } from "../../hub/dry-run.js";
import { withClient } from "../../hub/with-client.js";
import { warnAbout } from "../../lint/finding.js";
import { lintPatch } from "../../lint/lint-patch.js";
import { plural } from "../../output/numbers.js";
import { responseIdFields, responseIds, withTrackingId } from "../../output/response-ids.js";
import { terminalText } from "../../output/terminal-text.js";
import type { AnyCall } from "../../program/command.js";

/** The stable fields of the result, for the reference. */
export const patchFields = {
  installationId: "the ID",
  operations: "how many changes were made",
  ...responseIdFields,
} as const;

/** Sends the changes, or prints them for `--dry-run`. */
export async function applyPatch(
  call: AnyCall,
  id: string,
  operations: readonly PatchOperation[],
  dry: boolean,
): Promise<number> {
  const { signal } = call.io;
  const findings = lintPatch(operations);
  if (dry) return dryRun(call, findings, ({ client }) => client.installations.patch(id, operations, { signal }));
  await warnAbout(call, findings);
  const result = await withClient(call, ({ client }) => client.installations.patch(id, operations, { signal }));
  const says = plural(operations.length, "change");
  await call.output.document(
    { installationId: id, operations: operations.length, ...responseIds(result) },
    withTrackingId(terminalText`Changed ${id}: ${says}.`, result, call.io.stdout.columns),
  );
  return exitCodes.ok;
}
