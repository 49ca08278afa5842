import { usageError } from "../../cli-error.js";
import { exitCodes } from "../../exit-codes.js";
import { withClient } from "../../hub/with-client.js";
import { nativePlatforms } from "../../input/platform-names.js";
import { takeFirst } from "../../output/take-first.js";
import { command } from "../../program/command.js";
import { choice, integer, text } from "../../program/option.js";
import { deviceHandle } from "./compose-registration.js";
import { registrationView } from "./registration-view.js";

export const list = command({
  summary: "list registrations",
  details: "Listing all registrations, or those with a tag, needs the Manage right.",
  hub: "any",
  streams: true,
  options: {
    tag: text("tag", "only those with this tag"),
    handle: text("handle", "only those of this handle; needs --platform"),
    platform: choice("platform", nativePlatforms, "the platform of --handle"),
    limit: integer("count", "stop after this many", { minimum: 1 }),
  },
  json: { registrations: "array of registrations; see nh registrations get" },
  examples: [
    { command: "nh registrations list --tag news", title: "By tag" },
    { command: "nh registrations list --platform apple --handle 00fc13ad…", title: "All registrations of one device" },
  ],
  async run(call) {
    const { tag, handle, platform, limit } = call.options;
    const { signal } = call.io;
    if (handle !== undefined && tag !== undefined) throw usageError("--tag and --handle cannot be combined.");
    if (handle !== undefined && platform === undefined) throw usageError("--handle needs --platform.");
    await withClient(call, async ({ client }) => {
      const { registrations } = client;
      const found =
        handle !== undefined && platform !== undefined
          ? registrations.listByHandle(deviceHandle(platform, handle), { signal })
          : tag !== undefined
            ? registrations.listByTag(tag, { signal })
            : registrations.list({ signal });
      await call.output.list(takeFirst(found, limit), registrationView);
    });
    return exitCodes.ok;
  },
});
