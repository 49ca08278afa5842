import { shortenHandle } from "@nh/wire";
import { watchEvents } from "../hub/watch-events.js";
import { asRecord } from "../input/json-fields.js";
import { plural } from "../output/numbers.js";
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
import { describeArrival } from "./deliveries/describe-arrival.js";

export const listen = command({
  summary: "watch the deliveries of the local hub as they happen",
  details: `Prints one line for each, with what the device shows; with --json or --ndjson one JSON object per
line. Stop it with Ctrl-C, or pass --count.`,
  hub: "local",
  streams: true,
  options: { ...deliveryFilterOptions, count: integer("count", "stop after this many", { minimum: 1 }) },
  json: deliveryFields,
  examples: [
    { command: "nh listen", title: "In a second terminal, while the back end sends" },
    { command: "nh listen --ndjson --count 1 --tag news", title: "Wait for one delivery, in a script" },
  ],
  async run(call) {
    const { io, output, options } = call;
    let seen = 0;
    output.account(() => `Saw ${plural(seen, "delivery", "deliveries")}.`);
    return watchEvents(call, {
      event: "delivery",
      count: options.count,
      async show(data) {
        const delivery = readDelivery(asRecord(data.delivery));
        if (!matchesFilter(delivery, options)) return false;
        await output.item(delivery.document, deliveryLine(delivery, io.stdout));
        seen += 1;
        return true;
      },
    });
  },
});

function deliveryLine(delivery: Delivery, { isTTY, columns }: { isTTY: boolean; columns: number }): string {
  const { id, platform, installationId, handle, outcome } = delivery;
  const line = [id, platform, installationId ?? shortenHandle(handle), outcome ?? "", describeArrival(delivery)]
    .map(terminalLine)
    .join(isTTY ? "  " : "\t");
  return isTTY ? truncate(line, columns) : line;
}
