import type { HubDescription, HubSettings } from "@nh/client/management";
import { usageError } from "../../cli-error.js";
import { exitCodes } from "../../exit-codes.js";
import type { HubFile } from "../../hub/hub-file.js";
import { completeKeys } from "../../hub/rule-keys.js";
import { dryRunNamespace, type NamespaceSession, withNamespace } from "../../hub/with-namespace.js";
import { responseIdFields, responseIds } from "../../output/response-ids.js";
import { command } from "../../program/command.js";
import { dryRunOption } from "../../program/confirm.js";
import { flag } from "../../program/option.js";
import { nameOf, readFileOption, settingsOf, settingsOptions } from "./hub-options.js";
import { hubFields, hubJson, hubText, secretOptions } from "./hub-view.js";

export const update = command({
  summary: "change a hub",
  details: `Changes what you name, and keeps everything else: a file adds or replaces the credentials and
policies that it has. The service cannot tell when two updates overlap, so the last one wins.`,
  arguments: { name: { summary: "name of the hub; default: the name in the file", optional: true } },
  hub: "namespace",
  options: {
    ...settingsOptions,
    disable: flag("let the hub refuse its devices and sends"),
    enable: flag("let the hub work again"),
    ...secretOptions,
    ...dryRunOption,
  },
  json: { ...hubFields, ...responseIdFields },
  examples: [
    { command: "nh hubs update shop --ttl 30d", title: "Another time to live" },
    { command: "nh hubs update shop --file credentials.json", title: "Add or replace credentials" },
  ],
  async run(call) {
    const { options, io } = call;
    if (options.disable && options.enable) throw usageError("--disable and --enable cannot be combined.");
    const file = await readFileOption(options.file, io);
    const name = nameOf(call.arguments.name, file);
    const given: HubFile = {
      ...file,
      ...settingsOf(options),
      ...(options.disable || options.enable ? { disabled: options.disable } : {}),
    };
    if (Object.keys(given).every((member) => member === "name")) {
      throw usageError("Nothing to change.", "Pass --file, --ttl, --metadata, --disable or --enable.");
    }
    const work = ({ namespace }: NamespaceSession) =>
      namespace.hubs.update(name, (current) => merge(current, given), { signal: io.signal }).withResponse();
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

/** The hub with the members of the file; credentials are replaced by kind, rules by name. */
function merge(current: HubDescription, file: HubFile): HubSettings {
  const { authorizationRules: given, ...changed } = completeKeys(file, current);
  const names = new Set(given?.map(({ name }) => name));
  const kept = (current.authorizationRules ?? []).filter(({ name }) => !names.has(name));
  return {
    ...current,
    ...changed,
    ...(given && { authorizationRules: [...kept, ...given] }),
    ...(changed.credentials && { credentials: { ...current.credentials, ...changed.credentials } }),
  };
}
