import { exitCodes } from "../../exit-codes.js";
import { dryRun } from "../../hub/dry-run.js";
import { withClient } from "../../hub/with-client.js";
import { warnAbout } from "../../lint/finding.js";
import { lintInstallation } from "../../lint/lint-installation.js";
import { responseIdFields, responseIds, withTrackingId } from "../../output/response-ids.js";
import { terminalText } from "../../output/terminal-text.js";
import { command } from "../../program/command.js";
import { dryRunOption } from "../../program/confirm.js";
import { composeInstallation, installationOptions } from "./compose-installation.js";

export const put = command({
  summary: "create an installation, or replace it as a whole",
  arguments: { id: { summary: "ID of the installation; optional with --file", isId: true, optional: true } },
  hub: "any",
  options: { ...installationOptions, ...dryRunOption },
  json: { installationId: "the ID", findings: "array of { severity, rule, where, message }", ...responseIdFields },
  examples: [
    {
      command: "nh installations put phone-1 --platform apns --channel 00fc13ad… --tags news,sport",
      title: "A device with tags",
    },
    { command: "nh installations put --file phone-1.json", title: "From a document" },
  ],
  async run(call) {
    const installation = await composeInstallation(call.arguments.id, call.options, call.io);
    const findings = lintInstallation(installation);
    const { signal } = call.io;
    if (call.options.dryRun)
      return dryRun(call, findings, ({ client }) => client.installations.put(installation, { signal }));
    await warnAbout(call, findings);
    const result = await withClient(call, ({ client }) => client.installations.put(installation, { signal }));
    const { installationId } = installation;
    await call.output.document(
      { installationId, findings, ...responseIds(result) },
      withTrackingId(terminalText`Stored ${installationId}.`, result, call.io.stdout.columns),
    );
    return exitCodes.ok;
  },
});
