import type { JobType } from "@nh/wire";
import type { Finding } from "../../lint/finding.js";
import type { AnyCall } from "../../program/command.js";
import { blobIn, checkCopySize, cleanCopyName, putBlob } from "./clean-copy.js";
import { checkImportFile, cleanLines } from "./import-file.js";

/** The file that a job imports. */
export interface PreparedImport {
  readonly uri: string;
  /** The name of a clean copy in the output container, when the file itself is not clean. */
  readonly cleanCopy?: string;
  /** What the copy changes. */
  readonly findings: readonly Finding[];
  /** Writes the copy. The job can begin afterwards. */
  readonly write: () => Promise<void>;
}

interface ImportSource {
  readonly uri: string;
  readonly type: JobType;
  /** The container for the results. */
  readonly container: string;
  readonly unchecked: boolean;
}

/**
 * Checks the file of an import, and prepares a clean copy of one that has more than registrations.
 *
 * @throws {CliError} with the lines that are wrong, and when no clean copy can be written.
 */
export async function prepareImport(
  call: AnyCall,
  { uri, type, container, unchecked }: ImportSource,
): Promise<PreparedImport> {
  const file = unchecked ? undefined : await checkImportFile(call, uri, type);
  if (file?.changes === undefined) return { uri, findings: [], write: async () => {} };
  checkCopySize(file.cleanBytes);
  const cleanCopy = cleanCopyName(call.io.now());
  const copy = blobIn(container, cleanCopy);
  const message = `the import file has ${file.changes}; the service gets a clean copy, ${cleanCopy} in the output container`;
  return {
    uri: copy,
    cleanCopy,
    findings: [{ severity: "warning", rule: "clean-copy", message }],
    write: () => putBlob(call, copy, cleanLines(call, uri, type, file), file.cleanBytes),
  };
}
