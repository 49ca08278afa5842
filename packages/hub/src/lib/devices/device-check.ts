import type { NativePlatform } from "@nh/payloads";
import { isTemplateError, parseTemplate } from "@nh/payloads/template";
import { type Installation, isTag, type RegistrationTemplate, tagLimits } from "@nh/wire";
import { parseScheduleTime } from "@nh/wire/server";
import { installationHandle, installationPlatform } from "./stored-device.js";

/**
 * The service limits names of templates to 200 characters (Notification Hubs, registration
 * contract).
 */
const TEMPLATE_NAME_LENGTH = 200;

/** What the service would refuse in the tags of a device. Undefined when they are fine. */
export function faultOfTags(tags: readonly string[] | undefined): string | undefined {
  if (tags === undefined) return undefined;
  if (tags.length > tagLimits.perRegistration) {
    return `A device can have at most ${tagLimits.perRegistration} tags. This one has ${tags.length}.`;
  }
  // Users quoted both sentences: azure-notificationhubs-dotnet 265 and azure-docs 18460.
  if (tags.some((tag) => tag.startsWith("$"))) return "Tags can not start with $.";
  const invalid = tags.filter((tag) => !isTag(tag));
  if (invalid.length === 0) return undefined;
  const shown = invalid.map((tag) => tag.slice(0, tagLimits.length)).join(",");
  return `An invalid tag(s) '${shown}' was supplied. Valid tag characters are alphanumeric, _, @, -, ., : and #.`;
}

/**
 * What the service would refuse in a handle: a token of APNs that is not hexadecimal. Users quote
 * the first sentence (azure-notificationhubs-java-backend 34, azure-notificationhubs-dotnet 28 and
 * 296). The second is that of the .NET client. Other handles are not checked: only their platform
 * can.
 */
export function faultOfHandle(platform: NativePlatform, handle: string): string | undefined {
  if (platform !== "apple") return undefined;
  if (!/^[0-9a-f]*$/i.test(handle)) return "One or more characters in device token is not a hexadecimal digit.";
  if (handle.length % 2 === 1) return "Device token is either empty OR it has odd number of nibbles.";
  return undefined;
}

/** What the service would refuse in a template. Undefined when it is fine. */
export function faultOfTemplate(platform: NativePlatform, template: RegistrationTemplate): string | undefined {
  if ((template.name ?? "").length > TEMPLATE_NAME_LENGTH)
    return `The name of a template can have at most ${TEMPLATE_NAME_LENGTH} characters.`;
  const body = template.body.trim();
  const raw = headerOf(template, "x-wns-type") === "wns/raw" || (platform === "windowsphone" && !body.startsWith("<"));
  if (raw) return undefined;
  const xml = body.startsWith("<") && (platform === "windows" || platform === "windowsphone");
  if (!xml && !body.startsWith("{"))
    return "The body template must be a JSON object, or XML where the platform uses XML.";
  try {
    parseTemplate(template.body);
    return undefined;
  } catch (error) {
    if (isTemplateError(error)) return `The body template is invalid. ${error.message}`;
    throw error;
  }
}

function headerOf(template: RegistrationTemplate, name: string): string | undefined {
  return Object.entries(template.headers ?? {})
    .find(([candidate]) => candidate.toLowerCase() === name)?.[1]
    .toLowerCase();
}

/**
 * The type of an expirationTime is `dateTime`, and the service returns 400 for invalid data (REST,
 * "Create or overwrite an installation").
 */
function faultOfExpirationTime(text: string | undefined): string | undefined {
  if (text === undefined || parseScheduleTime(text) !== undefined) return undefined;
  return `The expirationTime ${JSON.stringify(text.slice(0, 40))} must be a date and time such as 2031-05-06T07:08:09Z.`;
}

/**
 * Everything the service would refuse in an installation. A `userId` is stored as it is: the REST
 * reference names characters for it, but no refusal of others is known.
 */
export function faultsOfInstallation(installation: Installation): string[] {
  const platform = installationPlatform(installation);
  const faults = [
    faultOfHandle(platform, installationHandle(installation)),
    faultOfTags(installation.tags),
    faultOfExpirationTime(installation.expirationTime),
  ];
  const checkTemplates = (templates: Installation["templates"]): void => {
    for (const [name, template] of Object.entries(templates ?? {})) {
      // The service stores a template's name among its tags without applying the rules for tags.
      faults.push(faultOfTags(template.tags?.filter((tag) => tag !== name)));
      faults.push(faultOfTemplate(platform, { ...template, name }));
    }
  };
  checkTemplates(installation.templates);
  for (const tile of Object.values(installation.secondaryTiles ?? {})) {
    faults.push(faultOfTags(tile.tags));
    checkTemplates(tile.templates);
  }
  return faults.filter((fault) => fault !== undefined);
}
