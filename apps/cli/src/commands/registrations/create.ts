import { exitCodes } from "../../exit-codes.js";
import { dryRun } from "../../hub/dry-run.js";
import { type ClientSession, withClient } from "../../hub/with-client.js";
import { type Finding, warnAbout } from "../../lint/finding.js";
import { lintHandle } from "../../lint/lint-handle.js";
import { lintPlatform } from "../../lint/lint-platform.js";
import { lintTags } from "../../lint/lint-tags.js";
import { lintTemplateBody } from "../../lint/lint-template-body.js";
import { responseIdFields, responseIds } from "../../output/response-ids.js";
import { command } from "../../program/command.js";
import { dryRunOption } from "../../program/confirm.js";
import { composeRegistration, registrationOptions } from "./compose-registration.js";
import { registrationFields, registrationText } from "./registration-view.js";

export const create = command({
  summary: "create a registration; the service chooses its ID",
  details: `Prefer installations: if you create a registration twice, the device receives every push twice.`,
  hub: "any",
  options: { ...registrationOptions, ...dryRunOption },
  json: { ...registrationFields, ...responseIdFields },
  examples: [
    {
      command: "nh registrations create --platform apple --handle 00fc13ad… --tags news",
      title: "A native registration",
    },
    {
      command: "nh registrations create --platform fcmv1 --handle fcm-token --template news.json --template-name news",
      title: "A template registration",
    },
  ],
  async run(call) {
    const registration = await composeRegistration(call.options, call.io);
    const { signal } = call.io;
    const { template, platform, handle } = registration;
    const findings: Finding[] = [
      ...lintHandle(platform, handle),
      ...lintPlatform(platform),
      ...lintTags(registration.tags ?? []),
    ];
    if (template !== undefined) findings.push(...lintTemplateBody(template.body, platform, template.headers));
    const work = ({ client }: ClientSession) => client.registrations.create(registration, { signal }).withResponse();
    if (call.options.dryRun) return dryRun(call, findings, work);
    await warnAbout(call, findings);
    const { data: created, response } = await withClient(call, work);
    await call.output.document(
      { ...created, ...responseIds(response) },
      registrationText(created, call.io.stdout.columns, response),
    );
    return exitCodes.ok;
  },
});
