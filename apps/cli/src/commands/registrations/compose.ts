import type { NotificationHubClient } from "@nh/client";
import type { NativePlatform } from "@nh/payloads";
import type { Registration } from "@nh/wire";
import { usageError } from "../../cli-error.js";
import type { Io } from "../../io.js";
import { parseCommaList, parseNameValues } from "../../name-value.js";
import { choice, grouped, list, type OptionValues, text } from "../../option.js";
import { nativePlatforms } from "../../platform-names.js";
import { parseJsonObject, readInput } from "../../read-input.js";

export const registrationOptions = grouped("Registration", {
  platform: choice("platform", nativePlatforms, "the device's platform"),
  handle: text(
    "handle",
    "the handle that the platform issued; a browser's subscription or { userId, channelId } of Baidu as JSON",
  ),
  tag: list("tag", "a tag"),
  tags: text("a,b", "several tags"),
  variable: list("name=value", "a value for template expressions"),
  template: text("file", "makes it a template registration; the file holds the body"),
  templateName: text("name", "name of the template"),
  templateHeader: list("name=value", "a header of the template"),
});

export async function composeRegistration(
  options: OptionValues<typeof registrationOptions>,
  io: Io,
): Promise<Registration> {
  const { platform, handle, template } = options;
  if (platform === undefined || handle === undefined) throw usageError("--platform and --handle are needed.");
  const tags = parseCommaList([...options.tag, options.tags]);
  const pushVariables = parseNameValues(options.variable, "--variable");
  const headers = parseNameValues(options.templateHeader, "--template-header");
  if (template === undefined && (options.templateName !== undefined || headers !== undefined)) {
    throw usageError("--template-name and --template-header need --template.");
  }
  const common = {
    ...(tags.length === 0 ? {} : { tags }),
    ...(pushVariables === undefined ? {} : { pushVariables }),
    ...(template === undefined
      ? {}
      : { template: { body: (await readInput(template, io)).trim(), name: options.templateName, headers } }),
  };
  return { ...handleTarget(platform, handle), ...common };
}

type HandleTarget = Parameters<NotificationHubClient["registrations"]["listByHandle"]>[0];

/** A platform with a handle in its form: Baidu's and a browser's have several parts and are given as JSON. */
export function handleTarget(platform: NativePlatform, handle: string): HandleTarget {
  if (platform === "baidu") {
    const { userId, channelId } = parseJsonObject(handle, "--handle of Baidu");
    return { platform, handle: { userId: String(userId), channelId: String(channelId) } };
  }
  if (platform === "browser") {
    const { endpoint, p256dh, auth } = parseJsonObject(handle, "--handle of a browser");
    return { platform, handle: { endpoint: String(endpoint), p256dh: String(p256dh), auth: String(auth) } };
  }
  return { platform, handle };
}
