import type { NotificationHubClient } from "@nh/client";
import type { Installation } from "@nh/wire";
import { runPool } from "../../bulk/pool.js";
import { createProgress } from "../../bulk/progress.js";
import { concurrencyOption } from "../../bulk/run-bulk.js";
import { exitCodes } from "../../exit-codes.js";
import { dryRun } from "../../hub/dry-run.js";
import { withClient } from "../../hub/with-client.js";
import type { Finding } from "../../lint/finding.js";
import { describeError } from "../../output/describe-error.js";
import { plural } from "../../output/numbers.js";
import { fieldLines } from "../../output/output.js";
import { type AnyCall, command } from "../../program/command.js";
import { confirm, confirmOptions, dryRunOption } from "../../program/confirm.js";
import { convertInstallation } from "./convert-installation.js";

const defaultConcurrency = 8;

export const fcmV1 = command({
  summary: "move installations from Google's legacy platform (gcm) to FCM HTTP v1",
  details: `Each installation keeps its id, token, user and tags. Its platform becomes fcmv1, and the bodies
of its templates are rewritten. Registrations without an installation are counted, not changed:
the app must register again. The hub needs FCM v1 credentials. Asks on a terminal, and needs
--yes elsewhere. Run it again to continue an interrupted migration.`,
  hub: "any",
  options: { ...concurrencyOption, ...confirmOptions, ...dryRunOption },
  json: {
    migrated: "how many installations",
    failed: "how many failed",
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
        const plan = await makePlan(client, io.signal);
        for (const { installationId, message } of plan.problems) {
          findings.push({ severity: "error", rule: "not-convertible", where: installationId, message });
        }
        for (const { installationId, message } of plan.warnings) {
          findings.push({ severity: "warning", rule: "not-carried-over", where: installationId, message });
        }
        if (plan.registrationsLeft > 0) findings.push(leftFinding(plan.registrationsLeft));
        for (const installation of plan.converted) await client.installations.put(installation, { signal: io.signal });
      });
    }
    return withClient(call, async ({ client }) => {
      const plan = await makePlan(client, io.signal);
      if (plan.converted.length > 0)
        await confirm(call, options, `Move ${plural(plan.converted.length, "installation")} to FCM v1?`);
      return carryOut(call, client, plan, concurrency);
    });
  },
});

interface Remark {
  readonly installationId: string;
  readonly message: string;
}

interface Plan {
  readonly converted: readonly Installation[];
  readonly warnings: readonly Remark[];
  readonly problems: readonly Remark[];
  readonly registrationsLeft: number;
}

function leftFinding(count: number): Finding {
  return {
    severity: "warning",
    rule: "registrations-left",
    message: `${plural(count, "gcm registration")} without an installation cannot be moved; the app must register again as fcmv1`,
  };
}

async function makePlan(client: NotificationHubClient, signal: AbortSignal): Promise<Plan> {
  const converted: Installation[] = [];
  const warnings: Remark[] = [];
  const problems: Remark[] = [];
  const ids = new Set<string>();
  let registrationsLeft = 0;
  // An installation appears among the registrations, with the automatic tag of its id.
  for await (const { platform, tags = [] } of client.registrations.list({ signal })) {
    if (platform !== "gcm") continue;
    const id = tags.map((tag) => /^\$InstallationId:\{(.*)\}$/i.exec(tag)?.[1]).find((found) => found !== undefined);
    if (id === undefined) registrationsLeft += 1;
    else ids.add(id);
  }
  for (const installationId of ids) {
    const result = convertInstallation(await client.installations.get(installationId, { signal }));
    if ("problem" in result) problems.push({ installationId, message: result.problem });
    else {
      converted.push(result.installation);
      warnings.push(...result.dropped.map((message) => ({ installationId, message })));
    }
  }
  return { converted, warnings, problems, registrationsLeft };
}

async function carryOut(
  call: AnyCall,
  client: NotificationHubClient,
  plan: Plan,
  concurrency: number,
): Promise<number> {
  const { io, output } = call;
  const failures: Remark[] = [...plan.problems];
  let migrated = 0;
  output.account(() => `Moved ${plural(migrated, "installation")}. Run the command again to continue.`);
  const progress = createProgress(call, { unit: "installations", total: plan.converted.length });
  const move = async (installation: Installation) => {
    try {
      await client.installations.put(installation);
      migrated += 1;
    } catch (error) {
      failures.push({ installationId: installation.installationId, message: describeError(error).message });
    }
  };
  for await (const _ of runPool(plan.converted, concurrency, move, io.signal)) progress.update(migrated);
  await progress.end();
  io.signal.throwIfAborted();
  for (const { installationId, message } of [...plan.warnings, ...failures])
    await output.warn(`${installationId}: ${message}`);
  if (plan.registrationsLeft > 0) await output.warn(leftFinding(plan.registrationsLeft).message);
  await output.document(
    { migrated, failed: failures.length, registrationsLeft: plan.registrationsLeft, warnings: plan.warnings, failures },
    fieldLines([
      ["migrated", plural(migrated, "installation")],
      ["failed", failures.length === 0 ? undefined : plural(failures.length, "installation")],
      ["left", plan.registrationsLeft === 0 ? undefined : plural(plan.registrationsLeft, "registration")],
    ]),
  );
  return failures.length > 0 ? exitCodes.partialFailure : exitCodes.ok;
}
