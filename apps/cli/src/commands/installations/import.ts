import { decodeInstallation, type Installation } from "@nh/wire";
import { runPool } from "../../bulk/pool.js";
import { type BulkItem, concurrencyOption, runBulk } from "../../bulk/run-bulk.js";
import { usageError } from "../../cli-error.js";
import { exitCodes } from "../../exit-codes.js";
import { dryRun } from "../../hub/dry-run.js";
import { withHub } from "../../hub/with-client.js";
import { decodeInput } from "../../input/decode-input.js";
import { readLines } from "../../input/read-input.js";
import type { Finding } from "../../lint/finding.js";
import { lintInstallation } from "../../lint/lint-installation.js";
import { describeError } from "../../output/describe-error.js";
import { takeFirst } from "../../output/take-first.js";
import { type AnyCall, command } from "../../program/command.js";
import { dryRunOption } from "../../program/confirm.js";
import { integer, text } from "../../program/option.js";
import { summaryView } from "./installation-view.js";

const defaultConcurrency = 8;

export const list = command({
  summary: "list installations",
  details:
    "The service has no list of installations; they are gathered from the registrations that it makes of them, which needs\nthe Manage right and reads all of them. Templates are not among what these tell: see nh installations export.",
  target: "hub",
  streams: true,
  options: {
    tag: text("tag", "only those with this tag"),
    user: text("id", "only those of this user"),
    limit: integer("count", "stop after so many", { minimum: 1 }),
  },
  json: {
    installations: "array of { installationId, platform, pushChannel, userId, tags, pushVariables, expirationTime }",
  },
  examples: [
    { command: "nh installations list --tag news", says: "A table" },
    { command: "nh installations list --ndjson | wc -l", says: "How many there are" },
  ],
  async run(call) {
    const { tag, user, limit } = call.options;
    if (tag !== undefined && user !== undefined) throw usageError("--tag and --user cannot be combined.");
    const { signal } = call.io;
    await withHub(call, ({ hub }) => {
      const found = hub.installations.list({ tag: user === undefined ? tag : `$UserId:{${user}}`, signal });
      return call.output.list(takeFirst(found, limit), summaryView);
    });
    return exitCodes.ok;
  },
});

export const exportAll = command({
  summary: "write all installations to stdout as NDJSON, one per line, ready to be imported",
  details: "Reads each installation after the list of them, since only so its templates are known.",
  target: "hub",
  options: { tag: text("tag", "only those with this tag"), ...concurrencyOption },
  json: { installations: "array of installations; see nh installations get" },
  examples: [
    { command: "nh installations export > devices.ndjson", says: "Into a file" },
    {
      command: "nh installations export --profile old | nh installations import - --profile new",
      says: "From one hub to another",
    },
  ],
  async run(call) {
    const { io, output, options } = call;
    const { tag, concurrency = defaultConcurrency } = options;
    const { signal } = io;
    await withHub(call, async ({ hub }) => {
      const summaries = hub.installations.list({ tag, signal });
      const read = ({ installationId }: { readonly installationId: string }) =>
        hub.installations.get(installationId, { signal });
      const installations = runPool(summaries, concurrency, read, signal);
      if (output.format === "json") {
        const all: Installation[] = [];
        for await (const installation of installations) all.push(installation);
        await output.document({ installations: all }, "");
      } else for await (const installation of installations) await io.stdout.write(`${JSON.stringify(installation)}\n`);
    });
    io.signal.throwIfAborted();
    return exitCodes.ok;
  },
});

export const importAll = command({
  summary: "create or replace installations from NDJSON, one per line",
  details: "Repeating it does no harm: each installation is replaced as a whole.",
  arguments: { file: { summary: "the file, or - for stdin" } },
  target: "hub",
  options: { ...concurrencyOption, ...dryRunOption },
  json: { imported: "how many", failed: "how many not", failures: "array of { name, error }, name being line and id" },
  examples: [{ command: "nh installations import devices.ndjson --concurrency 16", says: "From a file" }],
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
      return dryRun(call, findings, async ({ hub }) => {
        for (const installation of installations) await hub.installations.put(installation, { signal: call.io.signal });
      });
    }
    return withHub(call, ({ hub }) => {
      const items = (async function* (): AsyncGenerator<BulkItem> {
        for await (const { where, read } of importLines(call, file)) {
          yield { name: where, work: async () => hub.installations.put(read()) };
        }
      })();
      return runBulk(call, items, concurrency, { unit: "installation", done: "imported", total: undefined });
    });
  },
});

/** The lines of an import. Reading one is left to its own work, so that one bad line is one failure. */
async function* importLines(
  { io }: AnyCall,
  file: string,
): AsyncGenerator<{ where: string; read: () => Installation }> {
  let number = 0;
  for await (const line of readLines(file, io)) {
    number += 1;
    const content = number === 1 ? line.replace(/^\ufeff/, "") : line;
    if (content.trim() === "") continue;
    const id = /"installationId"\s*:\s*"([^"\\]{1,80})"/.exec(content)?.[1];
    const where = `line ${number}${id === undefined ? "" : ` (${id})`}`;
    yield { where, read: () => decodeInput(decodeInstallation, content) };
  }
}
