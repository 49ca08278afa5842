import type { InstallationSummary } from "@nh/client";
import { type Installation, shortenHandle } from "@nh/wire";
import { fieldLines } from "../../output/field-lines.js";
import type { ListView } from "../../output/output.js";

/** The handle as one shortened string, for people. */
function shownHandle({ pushChannel }: Pick<Installation, "pushChannel">): string {
  return shortenHandle(typeof pushChannel === "string" ? pushChannel : pushChannel.endpoint);
}

export function installationText(installation: Installation, width: number): string {
  const { installationId, platform, userId, tags, templates, pushVariables, expirationTime, pushChannelExpired } =
    installation;
  return fieldLines(
    [
      ["ID", installationId],
      ["platform", platform],
      ["handle", shownHandle(installation)],
      ["expired handle", pushChannelExpired ? "yes" : undefined],
      ["user", userId],
      ["tags", tags?.join(", ")],
      ["templates", templates === undefined ? undefined : Object.keys(templates).join(", ")],
      ["variables", pushVariables === undefined ? undefined : Object.keys(pushVariables).join(", ")],
      ["expires", expirationTime?.startsWith("9999-") ? undefined : expirationTime],
    ],
    width,
  );
}

export const summaryView: ListView<InstallationSummary, InstallationSummary> = {
  key: "installations",
  json: (installation) => installation,
  row: (installation) => installation,
  columns: [
    { title: "id", value: ({ installationId }) => installationId },
    { title: "platform", value: ({ platform }) => platform },
    { title: "handle", value: shownHandle },
    { title: "user", value: ({ userId }) => userId },
    { title: "tags", value: ({ tags }) => tags.join(","), givesWay: true },
  ],
  empty: "No installations.",
};
