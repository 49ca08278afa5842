import { exitCodes } from "../../exit-codes.js";
import { checkHubName } from "../../hub/hub-name.js";
import { withNamespace } from "../../hub/with-namespace.js";
import { command } from "../../program/command.js";
import { nameArgument } from "./hub-options.js";
import { hubFields, hubJson, hubText, secretOptions } from "./hub-view.js";

export const get = command({
  summary: "show a hub",
  details: `Keys and credentials are masked, unless you pass --show-secrets. With --json --show-secrets the
document is one that nh hubs apply --file takes.`,
  arguments: nameArgument,
  hub: "namespace",
  options: secretOptions,
  json: hubFields,
  examples: [
    { command: "nh hubs get shop", title: "Settings, policies and credentials" },
    { command: "nh hubs get shop --json --show-secrets > hub.json", title: "Save it with its secrets" },
  ],
  async run(call) {
    const name = checkHubName(call.arguments.name);
    const hub = await withNamespace(call, ({ namespace }) => namespace.hubs.get(name, { signal: call.io.signal }));
    await call.output.document(hubJson(hub, call.options), hubText(hub, call.options, call.io.stdout.columns));
    return exitCodes.ok;
  },
});
