import type { Installation } from "@nh/wire";
import { exitCodes } from "../../exit-codes.js";
import { withClient } from "../../hub/with-client.js";
import { installationPlatforms } from "../../input/platform-names.js";
import { command } from "../../program/command.js";
import { installationText } from "./installation-view.js";

export const get = command({
  summary: "show an installation",
  arguments: { id: { summary: "ID of the installation", isId: true } },
  hub: "any",
  json: {
    installationId: "the ID",
    platform: `one of ${installationPlatforms.join(", ")}`,
    pushChannel: "the handle; for a browser { endpoint, p256dh, auth }",
    pushChannelExpired: "true when the platform refused the handle",
    expirationTime: "ISO date",
    userId: "the user",
    tags: "array",
    pushVariables: "by name",
    templates: "by name: { body, headers, expiry, tags }",
  },
  examples: [{ command: "nh installations get phone-1 --json", title: "The whole document" }],
  async run(call) {
    const installation: Installation = await withClient(call, ({ client }) =>
      client.installations.get(call.arguments.id, { signal: call.io.signal }),
    );
    await call.output.document(installation, installationText(installation, call.io.stdout.columns));
    return exitCodes.ok;
  },
});
