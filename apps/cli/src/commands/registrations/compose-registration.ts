import type { NotificationHubClient } from "@nh/client";
import type { NativePlatform } from "@nh/payloads";
import type { Registration } from "@nh/wire";
import { usageError } from "../../cli-error.js";
import { uncheckedOption } from "../../compose/unchecked-option.js";
import { checkedHandle } from "../../input/checked-handle.js";
import { parseNameValues, parseTags } from "../../input/name-value.js";
import { nativePlatforms } from "../../input/platform-names.js";
import { readTemplate } from "../../input/read-template.js";
import { parseBaiduHandle, parseSubscription } from "../../input/structured-handle.js";
import type { Io } from "../../io.js";
import { choice, grouped, list, type OptionValues, text } from "../../program/option.js";

export const registrationOptions = grouped("Registration", {
  platform: choice("platform", nativePlatforms, "the device's platform"),
  handle: text(
    "handle",
    "the handle that the platform issued; for a browser its subscription, for Baidu { userId, channelId }, as JSON",
  ),
  tag: list("tag", "a tag"),
  tags: text("a,b", "several tags"),
  variable: list("name=value", "a value for template expressions"),
  template: text(
    "file",
    "make it a template registration: the body of the template, or { body, headers, expiry } as JSON, inline or in a file",
  ),
  templateName: text("name", "name of the template"),
  templateHeader: list("name=value", "a header of the template"),
  ...uncheckedOption,
});

export async function composeRegistration(
  options: OptionValues<typeof registrationOptions>,
  io: Io,
): Promise<Registration> {
  const { platform, handle, template } = options;
  if (platform === undefined || handle === undefined) throw usageError("--platform and --handle are required.");
  const tags = parseTags(options.tag, options.tags);
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
      : { template: await registrationTemplate(template, options.templateName, headers, io) }),
  };
  const device = deviceHandle(platform, handle);
  if (typeof device.handle === "string") {
    checkedHandle(device.handle, { platform, origin: "--handle", unchecked: options.unchecked, isStored: true });
  }
  return { ...device, ...common };
}

/** The template of a registration; headers from the command line override those of the file. */
async function registrationTemplate(
  file: string,
  name: string | undefined,
  headers: Readonly<Record<string, string>> | undefined,
  io: Io,
): Promise<Registration["template"]> {
  const { body, headers: ownHeaders, expiry } = await readTemplate(file, io);
  const all = ownHeaders === undefined ? headers : { ...ownHeaders, ...headers };
  return { body, name, headers: all, ...(expiry === undefined ? {} : { expiry }) };
}

type DeviceHandle = Parameters<NotificationHubClient["registrations"]["listByHandle"]>[0];

/**
 * A platform with its handle; the handles of Baidu and of browsers have several parts, given as
 * JSON.
 */
export function deviceHandle(platform: NativePlatform, handle: string): DeviceHandle {
  if (handle.trim() === "") throw usageError("--handle is empty.", "Pass the handle that the platform issued.");
  if (platform === "baidu") return { platform, handle: parseBaiduHandle(handle, "--handle of Baidu") };
  if (platform === "browser") return { platform, handle: parseSubscription(handle, "--handle of a browser") };
  return { platform, handle };
}
