import type { NativePlatform } from "@nh/payloads";
import { attributeValue, childElements, type XmlElement } from "@nh/payloads/xml";
import { defined } from "../defined.js";
import { quoted } from "../excerpt.js";
import {
  type PlatformWire,
  platformFromRegistrationKind,
  platformWire,
  type TemplateElement,
} from "../platform-wire.js";
import { WireFormatError } from "../wire-format-error.js";
import { namespaces } from "../xml/namespaces.js";
import { readDocument, requiredText, serviceChild, serviceDate, serviceText } from "../xml/read.js";
import type { Registration, RegistrationCommon, RegistrationTemplate } from "./types.js";

const DOCUMENT = "registration";
const SUFFIX = "RegistrationDescription";

/**
 * Reads a registration without Atom around it, such as a line of an export job, with its elements
 * in any order.
 *
 * @throws {WireFormatError} when it is not a registration of a known kind.
 */
export function decodeRegistration(xml: string): Registration {
  return readDescription(readDocument(DOCUMENT, xml));
}

/**
 * Reads the description element of a registration.
 *
 * @param entryEtag The ETag of the entry around it, for a description without one.
 */
export function readDescription(element: XmlElement, entryEtag?: string): Registration {
  const { platform, isTemplate } = readKind(element);
  const row = platformWire[platform];
  const common = readCommon(element, entryEtag, row, isTemplate);
  const [first = "", second = "", third = ""] = row.handleElements.map((name) =>
    requiredText(DOCUMENT, element, name).trim(),
  );
  // A spread in front of other members would cost ten times as much.
  switch (platform) {
    case "baidu":
      return Object.assign(common, { platform, handle: { userId: first, channelId: second } });
    case "browser":
      return Object.assign(common, { platform, handle: { endpoint: first, p256dh: second, auth: third } });
    default:
      return Object.assign(common, { platform, handle: first });
  }
}

/**
 * The kind is the name of the element or, with the base element of the .NET and Java clients, its
 * `i:type`.
 */
function readKind(element: XmlElement): { platform: NativePlatform; isTemplate: boolean } {
  const declared = element.name === SUFFIX ? attributeValue(element, "type", namespaces.schemaInstance) : element.name;
  const name = (declared ?? "").trim().replace(/^.*:/s, "");
  const kind = name.endsWith(SUFFIX) ? name.slice(0, -SUFFIX.length) : undefined;
  const isTemplate = kind?.endsWith("Template") ?? false;
  const platform =
    kind === undefined || element.namespace !== namespaces.serviceBus
      ? undefined
      : platformFromRegistrationKind(isTemplate ? kind.slice(0, -"Template".length) : kind);
  if (platform !== undefined) return { platform, isTemplate };
  const accepted = Object.values(platformWire).map((row) => row.registrationKind);
  throw new WireFormatError({
    document: DOCUMENT,
    path: element.name,
    rule: `unknown kind of registration ${quoted(name || element.name)}; known are ${accepted.join(", ")}, each followed by ${SUFFIX} or Template${SUFFIX}, in the service's namespace`,
  });
}

function readCommon(
  element: XmlElement,
  entryEtag: string | undefined,
  row: PlatformWire,
  isTemplate: boolean,
): RegistrationCommon {
  const expirationTime = serviceDate(DOCUMENT, element, "ExpirationTime");
  const tags = splitTags(serviceText(element, "Tags"));
  return defined<RegistrationCommon & { secondaryTileName?: string | undefined }>({
    registrationId: serviceText(element, "RegistrationId")?.trim() || undefined,
    etag: serviceText(element, "ETag")?.trim() || entryEtag || undefined,
    // The service writes the last moment of the year 9999 for "never".
    expirationTime: expirationTime && expirationTime.getUTCFullYear() < 9999 ? expirationTime : undefined,
    tags: tags.length === 0 ? undefined : tags,
    pushVariables: readPushVariables(serviceText(element, "PushVariables")),
    template: isTemplate ? readTemplate(element, row) : undefined,
    secondaryTileName: row.secondaryTiles ? serviceText(element, "SecondaryTileName") || undefined : undefined,
  });
}

function splitTags(text: string | undefined): string[] {
  if (text === undefined) return [];
  return text
    .split(",")
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "");
}

function readPushVariables(text: string | undefined): Record<string, string> | undefined {
  if (text === undefined || text.trim() === "") return undefined;
  const fault = () =>
    new WireFormatError({
      document: DOCUMENT,
      path: "PushVariables",
      excerpt: text,
      rule: "expected a JSON object of strings",
    });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw fault();
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw fault();
  const entries = Object.entries(value).map(([name, item]: [string, unknown]) => {
    if (typeof item !== "string") throw fault();
    return [name, item] as const;
  });
  return Object.fromEntries(entries);
}

function readTemplate(element: XmlElement, row: PlatformWire): RegistrationTemplate {
  const text = (name: TemplateElement) =>
    row.templateElements.includes(name) ? serviceText(element, name) : undefined;
  return defined({
    body: requiredText(DOCUMENT, element, "BodyTemplate"),
    name: text("TemplateName"),
    headers: readHeaders(element, row),
    expiry: text("Expiry"),
    priority: text("Priority"),
    messageType: text("MessageType"),
  });
}

function readHeaders(element: XmlElement, row: PlatformWire): Record<string, string> | undefined {
  if (row.templateHeaders === undefined) return undefined;
  const list = serviceChild(element, row.templateHeaders.list);
  if (list === undefined) return undefined;
  const headers = childElements(list, row.templateHeaders.item, namespaces.serviceBus).map(
    (item) => [requiredText(DOCUMENT, item, "Header").trim(), requiredText(DOCUMENT, item, "Value")] as const,
  );
  return headers.length === 0 ? undefined : Object.fromEntries(headers);
}
