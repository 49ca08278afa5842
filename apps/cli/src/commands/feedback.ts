import { shortenHandle } from "@nh/wire";
import { exitCodes } from "../exit-codes.js";
import { withClient } from "../hub/with-client.js";
import { command } from "../program/command.js";

export const feedback = command({
  summary: "list the handles that the push platforms rejected",
  details: "Needs the Standard tier. Reads the feedback container of the namespace, oldest first.",
  hub: "any",
  streams: true,
  json: {
    feedback:
      "array of { feedbackTime, notificationSystemError, platform, handle, registrationId, installationId, notificationId, newHandle }",
  },
  examples: [
    { command: "nh feedback", title: "Devices that can no longer be reached" },
    { command: "nh feedback --ndjson | jq -r .installationId", title: "For a script that cleans up" },
  ],
  async run(call) {
    await withClient(call, ({ client }) =>
      call.output.list(client.feedback({ signal: call.io.signal }), {
        key: "feedback",
        json: (entry) => entry,
        row: (entry) => entry,
        columns: [
          { title: "time", value: ({ feedbackTime }) => feedbackTime.toISOString() },
          { title: "platform", value: ({ platform }) => platform },
          { title: "error", value: ({ notificationSystemError }) => notificationSystemError },
          { title: "handle", value: ({ handle }) => shortenHandle(handle) },
          { title: "installation", value: ({ installationId }) => installationId },
          { title: "registration", value: ({ registrationId }) => registrationId },
        ],
        empty: "No rejected handles.",
      }),
    );
    return exitCodes.ok;
  },
});
