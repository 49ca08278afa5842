import type { Installation } from "@nh/wire";
import { deletedFields, deleteEach } from "../../bulk/delete-each.js";
import { exitCodes } from "../../exit-codes.js";
import { dryRun } from "../../hub/dry-run.js";
import { withHub } from "../../hub/with-client.js";
import { warnAbout } from "../../lint/finding.js";
import { lintInstallation } from "../../lint/lint-installation.js";
import { command } from "../../program/command.js";
import { confirm, confirmOptions, dryRunOption } from "../../program/confirm.js";
import { composeInstallation, installationOptions } from "./compose-installation.js";
import { installationText } from "./installation-view.js";

export const put = command({
  summary: "create an installation, or replace it as a whole",
  arguments: { id: { summary: "id of the installation; may be left out with --file", isId: true, optional: true } },
  target: "hub",
  options: { ...installationOptions, ...dryRunOption },
  json: { installationId: "the id", findings: "array of { severity, rule, where, message }" },
  examples: [
    {
      command: "nh installations put phone-1 --platform apns --channel 00fc13ad… --tags news,sport",
      says: "A device with tags",
    },
    { command: "nh installations put --file phone-1.json", says: "From a document" },
  ],
  async run(call) {
    const installation = await composeInstallation(call.arguments.id, call.options, call.io);
    const findings = lintInstallation(installation);
    const { signal } = call.io;
    if (call.options.dryRun)
      return dryRun(call, findings, ({ hub }) => hub.installations.put(installation, { signal }));
    await warnAbout(call, findings);
    await withHub(call, ({ hub }) => hub.installations.put(installation, { signal }));
    const { installationId } = installation;
    await call.output.document({ installationId, findings }, `Stored ${installationId}.`);
    return exitCodes.ok;
  },
});

export const get = command({
  summary: "show an installation",
  arguments: { id: { summary: "id of the installation", isId: true } },
  target: "hub",
  json: {
    installationId: "the id",
    platform: "apns, fcmv1, gcm, wns, mpns, adm, baidu, xiaomi or browser",
    pushChannel: "the handle; { endpoint, p256dh, auth } of a browser",
    pushChannelExpired: "true when the platform refused the handle",
    expirationTime: "ISO date",
    userId: "the user",
    tags: "array",
    pushVariables: "by name",
    templates: "by name: { body, headers, expiry, tags }",
  },
  examples: [{ command: "nh installations get phone-1 --json", says: "The whole document" }],
  async run(call) {
    const installation: Installation = await withHub(call, ({ hub }) =>
      hub.installations.get(call.arguments.id, { signal: call.io.signal }),
    );
    await call.output.document(installation, installationText(installation));
    return exitCodes.ok;
  },
});

export const remove = command({
  summary: "delete installations",
  details: "Several at once ask on a terminal, and need --yes elsewhere.",
  arguments: { ids: { summary: "ids of the installations", isId: true, variadic: true } },
  target: "hub",
  options: { ...confirmOptions, ...dryRunOption },
  json: deletedFields,
  examples: [{ command: "nh installations delete phone-1", says: "One device" }],
  async run(call) {
    const { ids } = call.arguments;
    const { signal } = call.io;
    if (call.options.dryRun) {
      return dryRun(call, [], async ({ hub }) => {
        for (const id of ids) await hub.installations.delete(id, { signal });
      });
    }
    if (ids.length > 1) await confirm(call, call.options, `Delete ${ids.length} installations?`);
    return withHub(call, ({ hub }) => deleteEach(call, ids, (id) => hub.installations.delete(id, { signal })));
  },
});
