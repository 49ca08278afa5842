import { exitCodes } from "../../exit-codes.js";
import { withNamespace } from "../../hub/with-namespace.js";
import { command } from "../../program/command.js";
import { hubList, secretOptions } from "./hub-view.js";

export const list = command({
  summary: "list the hubs of the namespace",
  hub: "namespace",
  streams: true,
  options: secretOptions,
  json: { hubs: "array of hubs; see nh hubs get" },
  examples: [{ command: "nh hubs list", title: "All hubs with their credentials and policies" }],
  async run(call) {
    const { signal } = call.io;
    await withNamespace(call, ({ namespace }) =>
      call.output.list(namespace.hubs.list({ signal }), hubList(call.options)),
    );
    return exitCodes.ok;
  },
});
