import { command } from "../../command.js";
import { openControl } from "../../control.js";
import { exitCodes } from "../../exit-codes.js";
import { asRecord, asRecords, asText } from "../../json-fields.js";
import { fieldLines } from "../../output.js";

/** How many devices and deliveries are looked at to count them. */
const countLimit = 1_000_000;
const deliveryLimit = 10_000_000;

export const status = command({
  summary: "tell whether the local hub runs, and what it holds",
  details: "The exit code is 9 when nothing answers.",
  target: "local",
  json: {
    url: "its base address",
    status: "ok",
    devices: "how many devices",
    deliveries: "how many deliveries it keeps",
    now: "its own time, ISO date",
    frozen: "whether its clock stands still",
    faults: "how many faults are in force",
  },
  examples: [{ command: "nh hub status", says: "Is it there?" }],
  async run(call) {
    const control = await openControl(call);
    const health = asRecord(await control.get("health"));
    const devices = asRecords(asRecord(await control.get("devices", { limit: countLimit })).devices).length;
    const deliveries = asRecords(asRecord(await control.get("deliveries", { limit: deliveryLimit })).deliveries).length;
    const clock = asRecord(await control.get("clock"));
    const faults = asRecords(asRecord(await control.get("faults")).faults).length;
    const { endpoint } = control.target.connection;
    await call.output.document(
      { url: endpoint, status: health.status, devices, deliveries, now: clock.now, frozen: clock.frozen, faults },
      fieldLines([
        ["url", endpoint],
        ["status", asText(health.status)],
        ["devices", devices],
        ["deliveries", deliveries],
        ["clock", `${asText(clock.now) ?? "unknown"}${clock.frozen === true ? " (frozen)" : ""}`],
        ["faults", faults],
      ]),
    );
    return exitCodes.ok;
  },
});
