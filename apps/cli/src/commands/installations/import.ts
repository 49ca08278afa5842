import { isInputError } from "@nh/client";
import type { Installation } from "@nh/wire";
import { type BulkItem, bulkLineFields, concurrencyOption, runBulk } from "../../bulk/run-bulk.js";
import { CliError, isCliError } from "../../cli-error.js";
import { readInstallation } from "../../compose/read-installation.js";
import { uncheckedOption } from "../../compose/unchecked-option.js";
import { dryRun } from "../../hub/dry-run.js";
import { withClient } from "../../hub/with-client.js";
import { numberedLines } from "../../input/numbered-lines.js";
import { originOf } from "../../input/read-input.js";
import { openTwice } from "../../input/read-twice.js";
import type { Spool } from "../../io.js";
import { type Finding, warnAbout } from "../../lint/finding.js";
import { lintInstallation } from "../../lint/lint-installation.js";
import { describeError } from "../../output/describe-error.js";
import { plural } from "../../output/numbers.js";
import { type Call, command } from "../../program/command.js";
import { dryRunOption } from "../../program/confirm.js";
import { checkPushChannel } from "./compose-installation.js";

const defaultConcurrency = 8;

/** A million lines may have a million warnings, mostly of a few kinds. */
const MOST_WARNINGS_SHOWN = 5;

const importOptions = { ...concurrencyOption, ...uncheckedOption, ...dryRunOption };

export const importAll = command({
  summary: "create or replace installations from NDJSON, one per line",
  details: `You can safely run it again: each installation is replaced as a whole. Nothing is stored when
a line has a handle that its platform cannot have issued.`,
  arguments: { file: { summary: "the file, or - for stdin" } },
  hub: "any",
  streams: true,
  options: importOptions,
  json: {
    imported: "how many",
    failed: "how many failed",
    failures: "array of { name, error }; name is the line and the ID",
  },
  line: bulkLineFields,
  examples: [{ command: "nh installations import devices.ndjson --concurrency 16", title: "From a file" }],
  async run(call) {
    const input = await openTwice(call.arguments.file, call.io);
    try {
      return await importFrom(call, input);
    } finally {
      await input.close();
    }
  },
});

type ImportCall = Call<{ readonly file: { readonly summary: string } }, typeof importOptions>;

async function importFrom(call: ImportCall, input: Spool): Promise<number> {
  const { concurrency = defaultConcurrency, dryRun: dry, unchecked } = call.options;
  const origin = originOf(call.arguments.file);
  if (dry) {
    const installations: { readonly where: string; readonly installation: Installation }[] = [];
    const findings: Finding[] = [];
    for await (const { where, read } of importLines(input, origin)) {
      try {
        const installation = read();
        installations.push({ where, installation });
        findings.push(...lintLine(installation, where, unchecked));
      } catch (error) {
        findings.push({ severity: "error", rule: "line-unreadable", where, message: describeError(error).message });
      }
    }
    return dryRun(call, findings, async ({ client }) => {
      for (const { where, installation } of installations) {
        try {
          await client.installations.put(installation, { signal: call.io.signal });
        } catch (error) {
          if (!isInputError(error)) throw error;
          // The linter has named most of what the client refuses.
          if (findings.some((finding) => finding.severity === "error" && isAt(finding, where))) continue;
          findings.push({ severity: "error", rule: "line-refused", where, message: describeError(error).message });
        }
      }
    });
  }
  await checkLines(call, input, origin);
  return withClient(call, ({ client }) => {
    const items = (async function* (): AsyncGenerator<BulkItem> {
      for await (const { where, read } of importLines(input, origin)) {
        yield { name: where, work: async () => client.installations.put(read()) };
      }
    })();
    return runBulk(call, items, concurrency, { unit: "installation", done: "imported", total: undefined });
  });
}

function lintLine(installation: Installation, where: string, unchecked: boolean): readonly Finding[] {
  return lintInstallation(installation).map((finding) => ({
    ...finding,
    ...(finding.rule === "handle-format" && !unchecked ? { severity: "error" as const } : {}),
    where: `${where} ${finding.where ?? ""}`.trim(),
  }));
}

/** Whether a finding of {@link lintLine} is about that line. */
const isAt = (finding: Finding, where: string) => finding.where === where || finding.where?.startsWith(`${where} `);

/**
 * Reads all lines before the first is stored, and warns of what the linter finds. A line that
 * cannot be read, or that the client refuses, is a failure of its own later.
 *
 * @throws {CliError} NH_HANDLE_INVALID for lines with handles that their platform cannot have
 * issued.
 */
async function checkLines(call: ImportCall, input: Spool, origin: string): Promise<void> {
  const { unchecked } = call.options;
  let first: CliError | undefined;
  let others = 0;
  const warnings: Finding[] = [];
  let unshown = 0;
  for await (const { where, read } of importLines(input, origin)) {
    try {
      const installation = read();
      checkPushChannel(installation, `${origin}, ${where}`, unchecked);
      for (const finding of lintLine(installation, where, unchecked)) {
        if (finding.severity === "error" || finding.rule === "handle-format") continue;
        if (warnings.length < MOST_WARNINGS_SHOWN) warnings.push(finding);
        else unshown += 1;
      }
    } catch (error) {
      if (!isCliError(error) || error.code !== "NH_HANDLE_INVALID") continue;
      if (first === undefined) first = error;
      else others += 1;
    }
  }
  await warnAbout(call, warnings);
  if (unshown > 0) await call.output.warn(`${plural(unshown, "more warning")}; --dry-run shows all.`);
  if (first === undefined) return;
  const { code, exitCode, message, fix } = first;
  const more = others === 0 ? "" : ` ${plural(others, "other line")} cannot be stored either.`;
  throw new CliError({ code, exitCode, message: `${message}${more}`, fix: `Nothing was stored. ${fix ?? ""}`.trim() });
}

/**
 * The lines of an import. Each is decoded as its own item of work, so that a bad line is one
 * failure.
 */
async function* importLines(input: Spool, origin: string): AsyncGenerator<{ where: string; read: () => Installation }> {
  for await (const { text, number } of numberedLines(input.chunks(), origin)) {
    const id = /"installationId"\s*:\s*"([^"\\]{1,80})"/.exec(text)?.[1];
    const where = `line ${number}${id === undefined ? "" : ` (${id})`}`;
    yield { where, read: () => readInstallation(text, origin, number) };
  }
}
