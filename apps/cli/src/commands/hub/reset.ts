import { exitCodes } from "../../exit-codes.js";
import { openControl } from "../../hub/control.js";
import { command } from "../../program/command.js";
import { confirm, confirmOptions, dryRunOption } from "../../program/confirm.js";

export const reset = command({
  summary: "empty the local hub: devices, deliveries, schedules, faults; reset its clock",
  details: "Asks on a terminal, and needs --yes elsewhere.",
  hub: "local",
  options: { ...confirmOptions, ...dryRunOption },
  json: { reset: "true" },
  examples: [{ command: "nh hub reset --yes", title: "Between two tests" }],
  async run(call) {
    const control = await openControl(call);
    if (call.options.dryRun) return control.plan("POST", "reset");
    await confirm(call, call.options, `Empty the hub at ${control.connection.endpoint}?`);
    await control.send("POST", "reset");
    await call.output.document({ reset: true }, "The hub is empty.");
    return exitCodes.ok;
  },
});
