import type { NotificationHubClient } from "@nh/client";
import { type FcmMigrationResult, migrateGcmToFcmV1 } from "@nh/client/migration";
import { createProgress } from "../../bulk/progress.js";
import { concurrencyOption } from "../../bulk/run-bulk.js";
import { exitCodes } from "../../exit-codes.js";
import { dryRun } from "../../hub/dry-run.js";
import { withClient } from "../../hub/with-client.js";
import type { Finding } from "../../lint/finding.js";
import { describeError } from "../../output/describe-error.js";
import { fieldLines } from "../../output/field-lines.js";
import { plural } from "../../output/numbers.js";
import { type AnyCall, command } from "../../program/command.js";
import { confirm, confirmOptions, dryRunOption } from "../../program/confirm.js";
import type { OptionValues } from "../../program/option.js";

const defaultConcurrency = 8;

export const fcmV1 = command({
  summary: "move installations from Google's legacy platform (gcm) to FCM HTTP v1",
  details: `Each installation keeps its ID, token, user and tags. Its platform becomes fcmv1, and the bodies
of its templates are rewritten. Registrations without an installation are counted, not changed:
the app must register again. The hub needs FCM v1 credentials. Asks on a terminal, and needs
--yes elsewhere. Run it again to continue an interrupted migration.`,
  hub: "any",
  options: { ...concurrencyOption, ...confirmOptions, ...dryRunOption },
  json: {
    migrated: "how many installations",
    failed: "how many failed",
    notTried: "how many were not tried after a failure that all would meet",
    registrationsLeft: "gcm registrations without an installation",
    warnings: "array of { installationId, message }: what was dropped",
    failures: "array of { installationId, message }",
  },
  examples: [
    { command: "nh migrate fcm-v1 --dry-run", title: "Show what would be written" },
    { command: "nh migrate fcm-v1 --yes", title: "Migrate" },
  ],
  async run(call) {
    const { io, options } = call;
    const { concurrency = defaultConcurrency } = options;
    if (options.dryRun) {
      const findings: Finding[] = [];
      return dryRun(call, findings, async ({ client }) => {
        const result = await migrateGcmToFcmV1(client, { concurrency, signal: io.signal });
        findings.push(...findingsOf(result));
      });
    }
    return withClient(call, ({ client }) => carryOut(call, client, concurrency));
  },
});

type MigrateCall = AnyCall & { readonly options: OptionValues<typeof confirmOptions> };

function findingsOf({ problems, warnings, failures, registrationsLeft }: FcmMigrationResult): Finding[] {
  return [
    ...problems.map(({ installationId, message }) => finding("error", "not-convertible", message, installationId)),
    ...failures.map(({ installationId, error }) =>
      finding("error", "not-readable", describeError(error).message, installationId),
    ),
    ...warnings.map(({ installationId, message }) => finding("warning", "not-carried-over", message, installationId)),
    ...(registrationsLeft === 0 ? [] : [finding("warning", "registrations-left", leftText(registrationsLeft))]),
  ];
}

function finding(severity: Finding["severity"], rule: string, message: string, where?: string): Finding {
  return where === undefined ? { severity, rule, message } : { severity, rule, where, message };
}

const leftText = (count: number) =>
  `${plural(count, "gcm registration")} without an installation cannot be moved; the app must register again as fcmv1`;

async function carryOut(call: MigrateCall, client: NotificationHubClient, concurrency: number): Promise<number> {
  const { io, options, output } = call;
  let progress: ReturnType<typeof createProgress> | undefined;
  output.account(() => "Installations that were moved stay moved. Run the command again to continue.");
  const result = await migrateGcmToFcmV1(client, {
    concurrency,
    signal: io.signal,
    async onPlan({ installations }) {
      await progress?.end();
      progress = undefined;
      const count = installations.length;
      if (count > 0) await confirm(call, options, `Move ${plural(count, "installation")} to FCM v1?`);
    },
    onProgress({ done, total }) {
      progress ??= createProgress(call, { unit: "installations", total });
      progress.update(done);
    },
  });
  await progress?.end();
  const { migrated, warnings, problems, registrationsLeft, notTried } = result;
  const failures = [
    ...problems,
    ...result.failures.map(({ installationId, error }) => ({ installationId, message: describeError(error).message })),
  ];
  for (const { installationId, message } of [...warnings, ...failures])
    await output.warn(`${installationId}: ${message}`);
  if (registrationsLeft > 0) await output.warn(leftText(registrationsLeft));
  await output.document(
    { migrated, failed: failures.length, notTried, registrationsLeft, warnings, failures },
    fieldLines(
      [
        ["migrated", plural(migrated, "installation")],
        ["failed", failures.length === 0 ? undefined : plural(failures.length, "installation")],
        ["not tried", notTried === 0 ? undefined : plural(notTried, "installation")],
        ["left", registrationsLeft === 0 ? undefined : plural(registrationsLeft, "registration")],
      ],
      io.stdout.columns,
    ),
  );
  return failures.length > 0 ? exitCodes.partialFailure : exitCodes.ok;
}
