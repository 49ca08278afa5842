import { deletedFields, deleteEach } from "../../bulk/delete-each.js";
import { usageError } from "../../cli-error.js";
import { dryRun } from "../../hub/dry-run.js";
import { type ClientSession, withClient } from "../../hub/with-client.js";
import { nativePlatforms } from "../../input/platform-names.js";
import { command } from "../../program/command.js";
import { confirm, confirmOptions, dryRunOption } from "../../program/confirm.js";
import { choice, text } from "../../program/option.js";
import { deviceHandle } from "./compose-registration.js";

export const remove = command({
  summary: "delete registrations",
  details: "For several IDs, asks on a terminal and needs --yes elsewhere.",
  arguments: { ids: { summary: "IDs of the registrations", isId: true, variadic: true, optional: true } },
  hub: "any",
  options: {
    handle: text("handle", "all registrations of this handle; needs --platform"),
    platform: choice("platform", nativePlatforms, "the platform of --handle"),
    ...confirmOptions,
    ...dryRunOption,
  },
  json: deletedFields,
  examples: [
    { command: "nh registrations delete 1234-5678-1", title: "One registration" },
    {
      command: "nh registrations delete --platform apple --handle 00fc13ad… --yes",
      title: "All registrations of a device",
    },
  ],
  async run(call) {
    const { handle, platform } = call.options;
    const { signal } = call.io;
    if (handle !== undefined && platform === undefined) throw usageError("--handle needs --platform.");
    if (handle === undefined && call.arguments.ids.length === 0)
      throw usageError("The ID of the registration is missing.");
    const chosen = async ({ client }: ClientSession) => {
      const ids = [...call.arguments.ids];
      if (handle !== undefined && platform !== undefined) {
        for await (const { registrationId } of client.registrations.listByHandle(deviceHandle(platform, handle), {
          signal,
        })) {
          if (registrationId !== undefined) ids.push(registrationId);
        }
      }
      return ids;
    };
    if (call.options.dryRun) {
      return dryRun(call, [], async (session) => {
        for (const id of await chosen(session)) await session.client.registrations.delete(id, { signal });
      });
    }
    return withClient(call, async (session) => {
      const ids = await chosen(session);
      if (ids.length > 1) await confirm(call, call.options, `Delete ${ids.length} registrations?`);
      return deleteEach(call, ids, async (id) => ({
        ...(await session.client.registrations.delete(id, { signal })),
        kind: "deleted",
      }));
    });
  },
});
