import { decodeInstallation, type Installation } from "@nh/wire";
import { type BulkItem, concurrencyOption, runBulk } from "../../bulk/run-bulk.js";
import { dryRun } from "../../hub/dry-run.js";
import { withClient } from "../../hub/with-client.js";
import { decodeInput } from "../../input/decode-input.js";
import { originOf, readLines } from "../../input/read-input.js";
import type { Finding } from "../../lint/finding.js";
import { lintInstallation } from "../../lint/lint-installation.js";
import { describeError } from "../../output/describe-error.js";
import { type AnyCall, command } from "../../program/command.js";
import { dryRunOption } from "../../program/confirm.js";

const defaultConcurrency = 8;

export const importAll = command({
  summary: "create or replace installations from NDJSON, one per line",
  details: "You can safely run it again: each installation is replaced as a whole.",
  arguments: { file: { summary: "the file, or - for stdin" } },
  hub: "any",
  options: { ...concurrencyOption, ...dryRunOption },
  json: {
    imported: "how many",
    failed: "how many failed",
    failures: "array of { name, error }; name is the line and the id",
  },
  examples: [{ command: "nh installations import devices.ndjson --concurrency 16", title: "From a file" }],
  async run(call) {
    const { concurrency = defaultConcurrency, dryRun: dry } = call.options;
    const { file } = call.arguments;
    if (dry) {
      const installations: Installation[] = [];
      const findings: Finding[] = [];
      for await (const { where, read } of importLines(call, file)) {
        try {
          const installation = read();
          installations.push(installation);
          findings.push(
            ...lintInstallation(installation).map((finding) => ({
              ...finding,
              where: `${where} ${finding.where ?? ""}`.trim(),
            })),
          );
        } catch (error) {
          findings.push({ severity: "error", rule: "line-unreadable", where, message: describeError(error).message });
        }
      }
      return dryRun(call, findings, async ({ client }) => {
        for (const installation of installations)
          await client.installations.put(installation, { signal: call.io.signal });
      });
    }
    return withClient(call, ({ client }) => {
      const items = (async function* (): AsyncGenerator<BulkItem> {
        for await (const { where, read } of importLines(call, file)) {
          yield { name: where, work: async () => client.installations.put(read()) };
        }
      })();
      return runBulk(call, items, concurrency, { unit: "installation", done: "imported", total: undefined });
    });
  },
});

/**
 * The lines of an import. Each is decoded as its own item of work, so that a bad line is one
 * failure.
 */
async function* importLines(
  { io }: AnyCall,
  file: string,
): AsyncGenerator<{ where: string; read: () => Installation }> {
  let number = 0;
  for await (const text of readLines(file, io)) {
    const line = ++number;
    const content = line === 1 ? text.replace(/^\ufeff/, "") : text;
    if (content.trim() === "") continue;
    const id = /"installationId"\s*:\s*"([^"\\]{1,80})"/.exec(content)?.[1];
    const where = `line ${line}${id === undefined ? "" : ` (${id})`}`;
    yield { where, read: () => decodeInput(decodeInstallation, content, originOf(file), line) };
  }
}
