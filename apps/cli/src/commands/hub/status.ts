import { exitCodes } from "../../exit-codes.js";
import { openControl } from "../../hub/control.js";
import { asRecord, asRecords, asText } from "../../input/json-fields.js";
import { fieldLines } from "../../output/field-lines.js";
import { plural } from "../../output/numbers.js";
import { command } from "../../program/command.js";

export const status = command({
  summary: "show whether the local hub is running, and what it holds",
  details: "The exit code is 9 when no hub responds.",
  hub: "local",
  json: {
    url: "its base address",
    status: "ok, or read-only after a write to its store failed, until one works",
    reason: "why the write failed; absent when it is ok",
    hubs: "array of { name, installations, registrations }; registrations counts those without an installation",
    lastDelivery: "ID and time of the newest delivery, or null",
    now: "its time, ISO date",
    frozen: "true when its clock is stopped",
    faults: "how many faults are active",
  },
  examples: [{ command: "nh hub status", title: "Is it running?" }],
  async run(call) {
    const control = await openControl(call);
    const health = asRecord(await control.get("health"));
    const hubs = asRecords(asRecord(await control.get("hubs")).hubs);
    const [newest] = asRecords(asRecord(await control.get("deliveries", { order: "newest", limit: 1 })).deliveries);
    const clock = asRecord(await control.get("clock"));
    const faults = asRecords(asRecord(await control.get("faults")).faults).length;
    const { endpoint } = control.connection;
    const status = asText(health.status);
    const reason = asText(health.reason);
    const lastDelivery = newest === undefined ? null : { id: newest.id, at: newest.at };
    await call.output.document(
      {
        url: endpoint,
        status: health.status,
        reason,
        hubs,
        lastDelivery,
        now: clock.now,
        frozen: clock.frozen,
        faults,
      },
      fieldLines(
        [
          ["url", endpoint],
          ["status", reason === undefined ? status : `${status}: ${reason}`],
          ...hubs.map(
            ({ name, installations, registrations }) =>
              [`hub ${asText(name) ?? ""}`, holdings(installations, registrations)] as const,
          ),
          ["last delivery", newest === undefined ? "none" : `${asText(newest.id) ?? ""} at ${asText(newest.at) ?? ""}`],
          ["clock", `${asText(clock.now) ?? "unknown"}${clock.frozen === true ? " (frozen)" : ""}`],
          ["faults", faults],
        ],
        call.io.stdout.columns,
      ),
    );
    return exitCodes.ok;
  },
});

const holdings = (installations: unknown, registrations: unknown) =>
  `${plural(Number(installations), "installation")}, ${plural(Number(registrations), "registration")} without one`;
