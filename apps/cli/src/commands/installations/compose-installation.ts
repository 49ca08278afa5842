import { type Installation, type InstallationTemplate, platformFromInstallation } from "@nh/wire";
import { usageError } from "../../cli-error.js";
import { readInstallation } from "../../compose/read-installation.js";
import { uncheckedOption } from "../../compose/unchecked-option.js";
import { checkedHandle } from "../../input/checked-handle.js";
import { parseNameValue, parseNameValues, parseTags } from "../../input/name-value.js";
import { installationPlatforms } from "../../input/platform-names.js";
import { originOf, parseJsonObject, readInput } from "../../input/read-input.js";
import { readTemplate } from "../../input/read-template.js";
import { parseSubscription } from "../../input/structured-handle.js";
import type { Io } from "../../io.js";
import { choice, grouped, list, type OptionValues, text } from "../../program/option.js";
import { parseExpiration } from "./expiration.js";

export const installationOptions = grouped("Installation", {
  file: text("file", "the installation as JSON, or - for stdin; other options override it"),
  platform: choice("platform", installationPlatforms, "the device's platform"),
  channel: text("handle", "the handle that the platform issued; for a browser, its subscription as JSON"),
  user: text("id", "the user of the device"),
  tag: list("tag", "a tag"),
  tags: text("a,b", "several tags"),
  variable: list("name=value", "a value for template expressions"),
  template: list("name=file", "a template: its body, or { body, headers, expiry, tags } as JSON, inline or in a file"),
  expires: text(
    "date",
    "when the service deletes it: an ISO date, in UTC unless it has a zone, or a duration such as +30d",
  ),
  ...uncheckedOption,
});

/** An installation from a file, from options, or from both; options win. */
export async function composeInstallation(
  id: string | undefined,
  options: OptionValues<typeof installationOptions>,
  io: Io,
): Promise<Installation> {
  const document =
    options.file === undefined ? {} : parseJsonObject(await readInput(options.file, io), originOf(options.file));
  if (options.user?.trim() === "") throw usageError("--user is empty.", "Name the user, or remove the option.");
  const tags = parseTags(options.tag, options.tags);
  const { platform = document.platform, channel } = options;
  const installationId = id ?? document.installationId;
  if (installationId === undefined) throw usageError("The ID of the installation is missing.");
  if (id !== undefined && document.installationId !== undefined && document.installationId !== id) {
    throw usageError(`The file describes installation ${String(document.installationId)}, not ${id}.`);
  }
  if (platform === undefined) throw usageError("The platform is missing.", "Pass --platform and --channel, or --file.");
  const pushChannel = channel === undefined ? document.pushChannel : readChannel(channel, platform);
  if (pushChannel === undefined) throw usageError("The handle of the device is missing.", "Pass --channel.");
  const pushVariables = parseNameValues(options.variable, "--variable");
  const templates = await readTemplates(options.template, io);
  const changed = {
    ...document,
    installationId,
    platform,
    pushChannel,
    ...(options.user === undefined ? {} : { userId: options.user }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(pushVariables === undefined ? {} : { pushVariables }),
    ...(templates === undefined ? {} : { templates }),
    ...(options.expires === undefined
      ? {}
      : { expirationTime: parseExpiration(options.expires, io.now()).toISOString() }),
  };
  const installation = readInstallation(
    JSON.stringify(changed),
    options.file === undefined ? "The installation" : originOf(options.file),
  );
  const origin = channel === undefined && options.file !== undefined ? originOf(options.file) : "--channel";
  checkPushChannel(installation, origin, options.unchecked);
  return installation;
}

/** @throws {CliError} NH_HANDLE_INVALID for a handle that the platform cannot have issued. */
export function checkPushChannel(
  { pushChannel, platform: name }: Installation,
  origin: string,
  unchecked: boolean,
): void {
  if (typeof pushChannel !== "string") return;
  checkedHandle(pushChannel, { platform: platformFromInstallation(name), origin, unchecked, isStored: true });
}

function readChannel(channel: string, platform: unknown): unknown {
  return platform === "browser" ? parseSubscription(channel, "--channel of a browser") : channel;
}

async function readTemplates(
  given: readonly string[],
  io: Io,
): Promise<Record<string, InstallationTemplate> | undefined> {
  if (given.length === 0) return undefined;
  const templates: [name: string, template: InstallationTemplate][] = [];
  for (const text of given) {
    const [name, file] = parseNameValue(text, "--template");
    templates.push([name, await readTemplate(file, io)]);
  }
  return Object.fromEntries(templates);
}
