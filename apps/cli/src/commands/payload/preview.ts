import { describeNotification, type NotificationDescription } from "@nh/payloads";
import { namingMistakes } from "../../compose/name-mistake.js";
import { exitCodes } from "../../exit-codes.js";
import { warnAbout, warningsJson } from "../../lint/finding.js";
import { builderWarnings } from "../../lint/lint-notification.js";
import { fieldLines } from "../../output/field-lines.js";
import { terminalBlock } from "../../output/terminal-text.js";
import { command } from "../../program/command.js";
import { openPayload, payloadArgument, platformOptions } from "./open-payload.js";

export const preview = command({
  summary: "show what a person would see, and the headers",
  details: "The same description as on the page of the local hub.",
  arguments: payloadArgument,
  hub: "none",
  options: platformOptions,
  json: {
    kind: "alert, background, badge, tile, raw, data or nothing",
    summary: "what happens on the device, on one line",
    title: "the title",
    subtitle: "the subtitle",
    body: "the body text",
    image: "URL or resource of the large image",
    icon: "URL or resource of the small image",
    actions: "array of { label, icon }, the buttons",
    inputs: "array of { type, label, choices }",
    badge: "a number or a glyph",
    progress: "{ title, value, valueText, status }",
    sound: "name of the sound; none when it is silent on purpose",
    channel: "the Android notification channel",
    color: "the accent color",
    timeSensitive: "whether it asks to break through Focus or Do Not Disturb",
    link: "what a tap opens",
    dataKeys: "array, names of the values for the app",
    notes: "array of sentences on what the other fields do not say",
    headers: "by name",
    contentType: "content type of the request",
    warnings: "array of { rule, where, message, source }: what the platform accepts, and is probably a mistake",
  },
  examples: [
    { command: "nh payload preview offer.json --platform apple", title: "What the device shows, and headers" },
  ],
  async run(call) {
    const { build, body: payload } = await openPayload(call, call.arguments.payload, call.options);
    const notification = namingMistakes(payload, build);
    const warnings = builderWarnings(notification);
    await warnAbout(call, warnings);
    const { platform: _, ...description } = describeNotification(notification);
    const { headers, contentType } = notification;
    const { colors } = call.output;
    const { kind, summary, title, subtitle, body, notes } = description;
    const text = [
      kind === "alert" ? undefined : colors.dim(summary),
      title === undefined ? undefined : colors.bold(terminalBlock(title)),
      subtitle === undefined ? undefined : terminalBlock(subtitle),
      body === undefined ? undefined : terminalBlock(body),
      ...notes.map((note) => colors.dim(terminalBlock(note))),
      "",
      fieldLines(
        [...shownFields(description), ["content type", contentType], ...Object.entries(headers)],
        call.io.stdout.columns,
      ),
    ].filter((line) => line !== undefined);
    await call.output.document(
      { ...description, headers, contentType, warnings: warningsJson(warnings) },
      text.join("\n"),
    );
    return exitCodes.ok;
  },
});

/** What is shown beside the texts; a field without a value is omitted. */
function shownFields(
  description: Omit<NotificationDescription, "platform">,
): [name: string, value: string | undefined][] {
  const { image, icon, actions, inputs, badge, progress, sound, channel, color, timeSensitive, link, dataKeys } =
    description;
  const percent = progress?.value === undefined ? undefined : `${Math.round(progress.value * 100)} %`;
  return [
    ["image", image],
    ["icon", icon],
    ["buttons", listed(actions.map(({ label }) => label))],
    ["inputs", listed(inputs.map(({ label, type }) => label ?? type))],
    ["badge", badge],
    ["progress", progress && listed([progress.title, progress.status, progress.valueText ?? percent])],
    ["sound", sound],
    ["channel", channel],
    ["color", color],
    ["urgency", timeSensitive ? "time-sensitive" : undefined],
    ["link", link],
    ["data", listed(dataKeys)],
  ];
}

function listed(values: readonly (string | undefined)[]): string | undefined {
  return values.filter(Boolean).join(", ") || undefined;
}
