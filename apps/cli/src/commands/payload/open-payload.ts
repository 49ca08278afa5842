import { platforms } from "@nh/payloads";
import { usageError } from "../../cli-error.js";
import { notificationFromPayload, platformOf } from "../../compose/compose-notification.js";
import { parseNameValues } from "../../input/name-value.js";
import { readDocument } from "../../input/read-document.js";
import type { AnyCall } from "../../program/command.js";
import { choice, flag, list } from "../../program/option.js";

export const payloadArgument = { payload: { summary: "the payload inline, its file, or - for stdin" } };
export const platformOptions = {
  platform: choice("platform", platforms, "the platform of the payload; required"),
  raw: flag("a raw payload for windows or windowsphone"),
  header: list("name=value", "a header of the notification"),
};

interface PlatformValues {
  readonly platform: (typeof platforms)[number] | undefined;
  readonly raw: boolean;
  readonly header: readonly string[];
}

/** The payload that a command is given, its platform, and how it becomes a notification. */
export async function openPayload({ io }: AnyCall, given: string, { platform, raw, header }: PlatformValues) {
  if (platform === undefined)
    throw usageError("The platform is missing.", `Pass --platform with one of ${platforms.join(", ")}.`);
  const source = await readDocument(given, "The payload", io);
  const context = {
    ...noContent,
    type: raw ? ("raw" as const) : undefined,
    headers: parseNameValues(header, "--header"),
    now: io.now(),
  };
  return {
    platform: platformOf(platform),
    body: source.text,
    build: () => notificationFromPayload(platform, source, context),
  };
}

/** A whole payload has no parts. */
const noContent = {
  title: undefined,
  body: undefined,
  subtitle: undefined,
  image: undefined,
  icon: undefined,
  sound: undefined,
  badge: undefined,
  category: undefined,
  thread: undefined,
  channel: undefined,
  link: undefined,
  data: [],
  silent: false,
  mutable: false,
  priority: undefined,
  ttl: undefined,
  collapse: undefined,
  pushType: undefined,
  header: [],
};
