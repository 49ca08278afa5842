import { checkHub, type HubDescription } from "@nh/client/management";
import { usageError } from "../../cli-error.js";
import { exitCodes } from "../../exit-codes.js";
import { completeKeys } from "../../hub/rule-keys.js";
import { dryRunNamespace, withNamespace } from "../../hub/with-namespace.js";
import { responseIdFields, responseIds, withTrackingId } from "../../output/response-ids.js";
import { terminalBlock } from "../../output/terminal-text.js";
import { command } from "../../program/command.js";
import { confirm, confirmOptions, dryRunOption } from "../../program/confirm.js";
import { differenceLines, differences } from "./difference.js";
import { fileOption, nameOf, readFileOption } from "./hub-options.js";

export const apply = command({
  summary: "make a hub what a file says, and create it if needed",
  details: `Shows the difference first, and asks on a terminal; elsewhere it needs --yes. What the file does
not name stays as it is. Credentials and policies that it names are exactly those of the hub
afterwards, so one that the file does not have is removed. A policy without keys keeps those of the
hub, or gets new ones. Applying the same file twice changes nothing.`,
  arguments: { name: { summary: "name of the hub; default: the name in the file", optional: true } },
  hub: "namespace",
  options: { ...fileOption, ...confirmOptions, ...dryRunOption },
  json: {
    name: "the hub",
    result: "created, updated or unchanged",
    changes: "array of { member, before, after }; secrets are masked",
    ...responseIdFields,
  },
  examples: [
    { command: "nh hubs apply --file hub.json", title: "Show the difference, ask, apply" },
    { command: "nh hubs apply shop --file hub.json --yes", title: "In a deployment script" },
    { command: "nh hubs apply --file hub.json --dry-run", title: "Only show what would change" },
  ],
  async run(call) {
    const { options, io, output } = call;
    if (options.file === undefined) throw usageError("--file is missing.", "Pass the JSON file of the hub.");
    const file = await readFileOption(options.file, io);
    const name = nameOf(call.arguments.name, file);
    const { signal } = io;
    return withNamespace(call, async ({ namespace }) => {
      const exists = await namespace.hubs.exists(name, { signal });
      const current: HubDescription = exists ? await namespace.hubs.get(name, { signal }) : {};
      const next = await checkHub({ ...current, ...completeKeys(file, current), name }, current);
      const changes = differences(current, next);
      const result = exists ? (changes.length === 0 ? "unchanged" : "updated") : "created";
      const report = { name, result, changes };
      if (result === "unchanged") {
        await output.document(report, `${name} is already what the file says.`);
        return exitCodes.ok;
      }
      const lines = terminalBlock(differenceLines(changes));
      if (options.dryRun) {
        await output.note(lines);
        await dryRunNamespace(call, async (session) => {
          if (exists) await session.namespace.hubs.update(name, () => next, { signal });
          else await session.namespace.hubs.create(name, next, { signal });
        });
        return exitCodes.ok;
      }
      if (!options.yes) await output.note(lines);
      await confirm(call, options, exists ? `Update the hub ${name}?` : `Create the hub ${name}?`);
      // A function, so that keys of any length that the service holds are accepted.
      const { response } = await (exists
        ? namespace.hubs.update(name, () => next, { signal })
        : namespace.hubs.create(name, next, { signal })
      ).withResponse();
      await output.document(
        { ...report, ...responseIds(response) },
        withTrackingId(`${lines}${lines === "" ? "" : "\n"}${name} was ${result}.`, response, io.stdout.columns),
      );
      return exitCodes.ok;
    });
  },
});
