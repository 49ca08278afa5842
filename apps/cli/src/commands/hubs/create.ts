import { exitCodes } from "../../exit-codes.js";
import { completeKeys } from "../../hub/rule-keys.js";
import { dryRunNamespace, type NamespaceSession, withNamespace } from "../../hub/with-namespace.js";
import { responseIdFields, responseIds } from "../../output/response-ids.js";
import { command } from "../../program/command.js";
import { dryRunOption } from "../../program/confirm.js";
import { nameOf, readFileOption, settingsOf, settingsOptions } from "./hub-options.js";
import { hubFields, hubJson, hubText, secretOptions } from "./hub-view.js";

export const create = command({
  summary: "create a hub",
  details: `Without policies in the file, the service makes two: DefaultListenSharedAccessSignature and
DefaultFullSharedAccessSignature. A policy in the file without keys gets new ones; nh hubs keys list
shows them.`,
  arguments: { name: { summary: "name of the hub; default: the name in the file", optional: true } },
  hub: "namespace",
  options: { ...settingsOptions, ...secretOptions, ...dryRunOption },
  json: { ...hubFields, ...responseIdFields },
  examples: [
    { command: "nh hubs create shop --ttl 90d", title: "Registrations expire after 90 days" },
    { command: "nh hubs create --file hub.json", title: "With policies and credentials" },
  ],
  async run(call) {
    const { options, io } = call;
    const file = await readFileOption(options.file, io);
    const name = nameOf(call.arguments.name, file);
    const settings = { ...completeKeys(file), ...settingsOf(options) };
    const work = ({ namespace }: NamespaceSession) =>
      namespace.hubs.create(name, settings, { signal: io.signal }).withResponse();
    if (options.dryRun) {
      await dryRunNamespace(call, work);
      return exitCodes.ok;
    }
    const { data: hub, response } = await withNamespace(call, work);
    await call.output.document(
      { ...hubJson(hub, options), ...responseIds(response) },
      hubText(hub, options, io.stdout.columns, response),
    );
    return exitCodes.ok;
  },
});
