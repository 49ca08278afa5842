import { shortenHandle } from "@nh/wire";
import { exitCodes } from "../exit-codes.js";
import { openControl } from "../hub/control.js";
import { asRecord } from "../input/json-fields.js";
import { parseJson } from "../input/read-input.js";
import { Interrupted } from "../interruption.js";
import { terminalLine, truncate } from "../output/terminal-text.js";
import { command } from "../program/command.js";
import { integer } from "../program/option.js";
import {
  type Delivery,
  deliveryFields,
  deliveryFilterOptions,
  matchesFilter,
  readDelivery,
} from "./deliveries/delivery.js";

export const listen = command({
  summary: "watch the deliveries of the local hub as they happen",
  details: "One line each, with --json and --ndjson one object per line. Ends with Ctrl-C, or after --count of them.",
  hub: "local",
  streams: true,
  options: { ...deliveryFilterOptions, count: integer("count", "end after so many", { minimum: 1 }) },
  json: deliveryFields,
  examples: [
    { command: "nh listen", says: "In a second terminal, while the back end sends" },
    { command: "nh listen --ndjson --count 1 --tag news", says: "Wait for one, in a script" },
  ],
  async run(call) {
    const { io, output, options } = call;
    const control = await openControl(call);
    let seen = 0;
    const events = await control.events();
    await output.note("Listening; Ctrl-C ends it.");
    output.account(() => `${seen} ${seen === 1 ? "delivery" : "deliveries"} seen.`);
    try {
      for await (const { event, data } of events) {
        if (event !== "delivery") continue;
        const delivery = readDelivery(asRecord(asRecord(parseJson(data, "An event")).delivery));
        if (!matchesFilter(delivery, options)) continue;
        await output.item(delivery.document, deliveryLine(delivery, io.stdout));
        seen += 1;
        if (seen === options.count) return exitCodes.ok;
      }
    } catch (error) {
      // Watching has no end of its own, so that Ctrl-C is how one is done with it; the exit code says so all the same.
      if (io.signal.aborted) throw io.signal.reason ?? new Interrupted("SIGINT");
      throw error;
    }
    await output.note("The hub ended the stream.");
    return exitCodes.ok;
  },
});

function deliveryLine(
  { id, platform, installationId, handle, outcome, body }: Delivery,
  { isTTY, columns }: { isTTY: boolean; columns: number },
): string {
  const line = [id, platform, installationId ?? shortenHandle(handle), outcome ?? "", body]
    .map(terminalLine)
    .join(isTTY ? "  " : "\t");
  return isTTY ? truncate(line, columns) : line;
}
