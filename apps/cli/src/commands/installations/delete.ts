import { deletedFields, deleteEach } from "../../bulk/delete-each.js";
import { dryRun } from "../../hub/dry-run.js";
import { withClient } from "../../hub/with-client.js";
import { command } from "../../program/command.js";
import { confirm, confirmOptions, dryRunOption } from "../../program/confirm.js";

export const remove = command({
  summary: "delete installations",
  details: `For several IDs, asks on a terminal and needs --yes elsewhere. The service does not say whether an
installation existed; on a local hub, nh looks first.`,
  arguments: { ids: { summary: "IDs of the installations", isId: true, variadic: true } },
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
    return withClient(call, ({ client, connection: { isLocal } }) =>
      deleteEach(call, ids, async (id) => {
        // Only here, since it takes a request more, and a right that a key of Azure may lack.
        const existed = isLocal ? await client.installations.exists(id, { signal }) : undefined;
        const result = await client.installations.delete(id, { signal });
        return { ...result, kind: existed === undefined ? "either" : existed ? "deleted" : "absent" };
      }),
    );
  },
});
