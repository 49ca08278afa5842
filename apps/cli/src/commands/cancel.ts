import { exitCodes } from "../exit-codes.js";
import { dryRun } from "../hub/dry-run.js";
import { withHub } from "../hub/with-client.js";
import { command } from "../program/command.js";
import { dryRunOption } from "../program/confirm.js";

export const cancel = command({
  summary: "cancel a scheduled notification",
  arguments: { notificationId: { summary: "what nh send --at printed", isId: true } },
  target: "hub",
  options: dryRunOption,
  json: { cancelled: "the id" },
  examples: [{ command: "nh cancel 00a1…_20310506070809_12345678_1", says: "Before it is due" }],
  async run(call) {
    const { notificationId } = call.arguments;
    const { signal } = call.io;
    if (call.options.dryRun) return dryRun(call, [], ({ hub }) => hub.cancelScheduled(notificationId, { signal }));
    await withHub(call, ({ hub }) => hub.cancelScheduled(notificationId, { signal }));
    await call.output.document({ cancelled: notificationId }, `Cancelled ${notificationId}.`);
    return exitCodes.ok;
  },
});
