import { deletedFields, deleteEach } from "../../bulk/delete-each.js";
import { dryRun } from "../../hub/dry-run.js";
import { withClient } from "../../hub/with-client.js";
import { command } from "../../program/command.js";
import { confirm, confirmOptions, dryRunOption } from "../../program/confirm.js";

export const remove = command({
  summary: "delete installations",
  details: "For several ids, asks on a terminal and needs --yes elsewhere.",
  arguments: { ids: { summary: "ids of the installations", isId: true, variadic: true } },
  hub: "any",
  options: { ...confirmOptions, ...dryRunOption },
  json: deletedFields,
  examples: [{ command: "nh installations delete phone-1", title: "One device" }],
  async run(call) {
    const { ids } = call.arguments;
    const { signal } = call.io;
    if (call.options.dryRun) {
      return dryRun(call, [], async ({ client }) => {
        for (const id of ids) await client.installations.delete(id, { signal });
      });
    }
    if (ids.length > 1) await confirm(call, call.options, `Delete ${ids.length} installations?`);
    return withClient(call, ({ client }) => deleteEach(call, ids, (id) => client.installations.delete(id, { signal })));
  },
});
