import { type Registration, registrationHandleText, shortenHandle } from "@nh/wire";
import { nativePlatforms } from "../../input/platform-names.js";
import { fieldLines } from "../../output/field-lines.js";
import type { ListView } from "../../output/output.js";
import type { ResponseIds } from "../../output/response-ids.js";

/** The name of a template, or a placeholder. */
function templateText({ template }: Registration): string | undefined {
  return template === undefined ? undefined : (template.name ?? "(no name)");
}

/** @param ids Of the response to a change. */
export function registrationText(registration: Registration, width: number, ids: ResponseIds = {}): string {
  const { registrationId, platform, etag, tags, expirationTime, pushVariables } = registration;
  return fieldLines(
    [
      ["ID", registrationId],
      ["platform", platform],
      ["handle", shortenHandle(registrationHandleText(registration))],
      ["etag", etag],
      ["tags", tags?.join(", ")],
      ["template", templateText(registration)],
      ["variables", pushVariables === undefined ? undefined : Object.keys(pushVariables).join(", ")],
      ["expires", expirationTime?.toISOString()],
      ["tracking ID", ids.trackingId],
    ],
    width,
  );
}

export const registrationView: ListView<Registration, Registration> = {
  key: "registrations",
  json: (registration) => registration,
  row: (registration) => registration,
  columns: [
    { title: "id", value: ({ registrationId }) => registrationId },
    { title: "platform", value: ({ platform }) => platform },
    { title: "handle", value: (registration) => shortenHandle(registrationHandleText(registration)) },
    { title: "template", value: templateText },
    { title: "tags", value: ({ tags }) => tags?.join(","), givesWay: true },
  ],
  empty: "No registrations.",
};

/** The stable fields of a registration, for the reference. */
export const registrationFields = {
  registrationId: "the ID",
  platform: `one of ${nativePlatforms.join(", ")}`,
  handle: "the handle; for Baidu { userId, channelId }, for a browser { endpoint, p256dh, auth }",
  etag: "version of the stored registration",
  tags: "array",
  pushVariables: "by name",
  template: "{ body, name, headers, expiry, priority, messageType } of a template registration",
  expirationTime: "ISO date; omitted when it never expires",
} as const;
