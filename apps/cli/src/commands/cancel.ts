import { exitCodes } from "../exit-codes.js";
import { dryRun } from "../hub/dry-run.js";
import { withClient } from "../hub/with-client.js";
import { responseIdFields, responseIds, withTrackingId } from "../output/response-ids.js";
import { terminalText } from "../output/terminal-text.js";
import { command } from "../program/command.js";
import { dryRunOption } from "../program/confirm.js";

export const cancel = command({
  summary: "cancel a scheduled notification",
  arguments: { notificationId: { summary: "the ID that nh send --at printed", isId: true } },
  hub: "any",
  options: dryRunOption,
  json: { cancelled: "the ID", ...responseIdFields },
  examples: [{ command: "nh cancel 00a1…_20310506070809_12345678_1", title: "Before it is sent" }],
  async run(call) {
    const { notificationId } = call.arguments;
    const { signal } = call.io;
    if (call.options.dryRun)
      return dryRun(call, [], ({ client }) => client.cancelScheduled(notificationId, { signal }));
    const result = await withClient(call, ({ client }) => client.cancelScheduled(notificationId, { signal }));
    await call.output.document(
      { cancelled: notificationId, ...responseIds(result) },
      withTrackingId(terminalText`Canceled ${notificationId}.`, result, call.io.stdout.columns),
    );
    return exitCodes.ok;
  },
});
