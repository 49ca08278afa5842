import type { Installation } from "@nh/wire";
import { runPool } from "../../bulk/pool.js";
import { concurrencyOption } from "../../bulk/run-bulk.js";
import { exitCodes } from "../../exit-codes.js";
import { withClient } from "../../hub/with-client.js";
import { terminalJson } from "../../output/terminal-text.js";
import { command } from "../../program/command.js";
import { text } from "../../program/option.js";

const defaultConcurrency = 8;

export const exportAll = command({
  summary: "write all installations to stdout as NDJSON, one per line, for nh installations import",
  details: "Reads the list, then each installation, since the list does not hold templates.",
  hub: "any",
  options: { tag: text("tag", "only those with this tag"), ...concurrencyOption },
  json: { installations: "array of installations; see nh installations get" },
  examples: [
    { command: "nh installations export > devices.ndjson", title: "Into a file" },
    {
      command: "nh installations export --profile old | nh installations import - --profile new",
      title: "From one hub to another",
    },
  ],
  async run(call) {
    const { io, output, options } = call;
    const { tag, concurrency = defaultConcurrency } = options;
    const { signal } = io;
    await withClient(call, async ({ client }) => {
      const summaries = client.installations.list({ tag, signal });
      const read = ({ installationId }: { readonly installationId: string }) =>
        client.installations.get(installationId, { signal });
      const installations = runPool(summaries, concurrency, read, signal);
      if (output.format === "json") {
        const all: Installation[] = [];
        for await (const installation of installations) all.push(installation);
        await output.document({ installations: all }, "");
      } else
        for await (const installation of installations) await output.raw(terminalJson(JSON.stringify(installation)));
    });
    io.signal.throwIfAborted();
    return exitCodes.ok;
  },
});
