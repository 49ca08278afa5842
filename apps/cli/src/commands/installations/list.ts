import { usageError } from "../../cli-error.js";
import { exitCodes } from "../../exit-codes.js";
import { withClient } from "../../hub/with-client.js";
import { takeFirst } from "../../output/take-first.js";
import { command } from "../../program/command.js";
import { integer, text } from "../../program/option.js";
import { summaryView } from "./installation-view.js";

export const list = command({
  summary: "list installations",
  details: `The service has no list of installations. This command collects them from their registrations,
which needs the Manage right and reads all of them. The list has no templates; nh installations
export has.`,
  hub: "any",
  streams: true,
  options: {
    tag: text("tag", "only those with this tag"),
    user: text("id", "only those of this user"),
    limit: integer("count", "stop after this many", { minimum: 1 }),
  },
  json: {
    installations: "array of { installationId, platform, pushChannel, userId, tags, pushVariables, expirationTime }",
  },
  examples: [
    { command: "nh installations list --tag news", title: "A table" },
    { command: "nh installations list --ndjson | wc -l", title: "How many there are" },
  ],
  async run(call) {
    const { tag, user, limit } = call.options;
    if (tag !== undefined && user !== undefined) throw usageError("--tag and --user cannot be combined.");
    const { signal } = call.io;
    await withClient(call, ({ client }) => {
      const found = client.installations.list({ tag: user === undefined ? tag : `$UserId:{${user}}`, signal });
      return call.output.list(takeFirst(found, limit), summaryView);
    });
    return exitCodes.ok;
  },
});
