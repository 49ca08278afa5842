import { ArgumentError } from "../argument-error.js";
import { formatDateTime } from "../date-time.js";
import { type PlatformWire, platformRow, type TemplateElement, unknownPlatform } from "../platform-wire.js";
import { WireFormatError } from "../wire-format-error.js";
import { cdataElement, documentNamespaces, textElement } from "../xml/write.js";
import { handleParts } from "./handle-parts.js";
import type { Registration, RegistrationTemplate } from "./types.js";

const DOCUMENT = "registration";

/** How the service writes "never". */
const NEVER = "9999-12-31T23:59:59.9999999";

/**
 * Where the description is going: to the service (`request`), into the file of an import job
 * (`line`) or of an export job (`export`), or to a client that asked for a stored registration
 * (`stored`) or has just written one (`written`, whose expiration has no zone in the recordings).
 */
export type DescriptionUse = "request" | "line" | "export" | "stored" | "written";

/**
 * Writes a registration without Atom around it, on one line, as in the file of an import job.
 *
 * @throws {WireFormatError} when a value cannot be written, or the platform's contract has no place
 * for it.
 * @throws {ArgumentError} when the platform is unknown, or a member is not of its form.
 */
export function encodeRegistration(registration: Registration): string {
  return encodeDescription(registration, "line").replaceAll("\n", "&#10;");
}

/**
 * Writes a line of the file of an export job: the form of the .NET and Java clients, with the
 * expiration that an import refuses (azure-notificationhubs-dotnet 322).
 *
 * @throws {WireFormatError} when a value cannot be written, or the platform's contract has no place
 * for it.
 */
export function encodeExportedRegistration(registration: Registration): string {
  return encodeDescription(registration, "export").replaceAll("\n", "&#10;");
}

/** Writes the description element of a registration, in the order of the service's contract. */
export function encodeDescription(registration: Registration, use: DescriptionUse): string {
  const row = platformRow(registration?.platform);
  if (row === undefined) throw unknownPlatform(registration?.platform);
  const { tags, template } = registration;
  if (tags !== undefined && !(Array.isArray(tags) && tags.every((tag) => typeof tag === "string")))
    throw new ArgumentError("tags", 'The tags of a registration must be a list of strings, such as ["news"].');
  if (template !== undefined && typeof template?.body !== "string")
    throw new ArgumentError("template", 'The template of a registration must be an object such as { body: "…" }.');
  checkStrings("headers", "The headers of a template", template?.headers);
  checkStrings("pushVariables", "The pushVariables of a registration", registration.pushVariables);
  const kind = `${row.registrationKind}${template === undefined ? "" : "Template"}RegistrationDescription`;
  const exported = use === "export";
  const root = exported ? "RegistrationDescription" : kind;
  const names = exported ? documentNamespaces.replace(" ", ` i:type="${kind}" `) : documentNamespaces;
  return [
    `<${root} ${names}>`,
    encodeHead(registration, use),
    encodeHandle(registration, row),
    template === undefined ? "" : encodeTemplate(template, row, use),
    `</${root}>`,
  ].join("");
}

function checkStrings(argument: string, what: string, map: unknown): void {
  if (map === undefined) return;
  const isMap = typeof map === "object" && map !== null && !Array.isArray(map);
  if (isMap && Object.values(map).every((value) => typeof value === "string")) return;
  throw new ArgumentError(argument, `${what} must be an object whose values are strings.`);
}

/** The ETag and the expiration belong to the service, which refuses an expiration in a request. */
function encodeHead(registration: Registration, use: DescriptionUse): string {
  const { tags, pushVariables } = registration;
  const isRequest = use === "request";
  return [
    isRequest ? "" : textElement(DOCUMENT, "ETag", registration.etag),
    isRequest ? "" : textElement(DOCUMENT, "ExpirationTime", expirationText(registration.expirationTime, use)),
    textElement(DOCUMENT, "RegistrationId", registration.registrationId),
    tags === undefined || tags.length === 0 ? "" : textElement(DOCUMENT, "Tags", tagsText(tags, use)),
    pushVariables === undefined ? "" : textElement(DOCUMENT, "PushVariables", JSON.stringify(pushVariables)),
  ].join("");
}

function expirationText(time: Date | undefined, use: DescriptionUse): string | undefined {
  if (time === undefined && use === "line") return undefined;
  const text = time === undefined ? `${NEVER}Z` : formatDateTime(time);
  return use === "written" ? text.slice(0, -1) : text;
}

/**
 * Only what a caller writes is checked: a comma would silently split one tag into two. A response
 * passes on what is stored.
 */
function tagsText(tags: readonly string[], use: DescriptionUse): string {
  const written = use === "request" || use === "line";
  const bad = written ? tags.find((tag) => tag.includes(",") || tag.trim() === "") : undefined;
  if (bad !== undefined) {
    throw new WireFormatError({
      document: DOCUMENT,
      path: "Tags",
      excerpt: bad,
      rule: "a tag must not be empty or contain a comma",
    });
  }
  return tags.join(",");
}

function encodeHandle(registration: Registration, row: PlatformWire): string {
  const parts = handleParts(registration);
  const elements = row.handleElements.map((element, index) => {
    const part = parts[index];
    if (typeof part !== "string" || part === "") {
      throw new WireFormatError({
        document: DOCUMENT,
        path: element,
        rule: "the handle must be a non-empty string",
      });
    }
    return textElement(DOCUMENT, element, part);
  });
  const tile = "secondaryTileName" in registration ? registration.secondaryTileName : undefined;
  if (tile !== undefined && !row.secondaryTiles) throw noPlace(row, "secondaryTileName");
  return elements.join("") + textElement(DOCUMENT, "SecondaryTileName", tile);
}

/** The field of each element that a template adds. */
const templateFields = {
  BodyTemplate: "body",
  Expiry: "expiry",
  TemplateName: "name",
  Priority: "priority",
  Headers: "headers",
  MessageType: "messageType",
} as const satisfies Record<TemplateElement, keyof RegistrationTemplate>;

function encodeTemplate(template: RegistrationTemplate, row: PlatformWire, use: DescriptionUse): string {
  for (const [element, field] of Object.entries(templateFields) as [TemplateElement, keyof RegistrationTemplate][]) {
    if (template[field] !== undefined && !row.templateElements.includes(element)) {
      throw noPlace(row, `template.${field}`);
    }
  }
  return row.templateElements.map((element) => encodeTemplateElement(element, template, row, use)).join("");
}

function encodeTemplateElement(
  element: TemplateElement,
  template: RegistrationTemplate,
  row: PlatformWire,
  use: DescriptionUse,
): string {
  if (element === "Headers") return encodeHeaders(template.headers ?? {}, row, use);
  const text = template[templateFields[element]];
  if (element === "Expiry" && text === undefined && isResponse(use)) return '<Expiry i:nil="true" />';
  // A line of a job's file cannot hold a line break, and CDATA cannot escape one.
  if (element === "BodyTemplate" && !((use === "line" || use === "export") && template.body.includes("\n"))) {
    return cdataElement(DOCUMENT, element, template.body);
  }
  return textElement(DOCUMENT, element, text);
}

function encodeHeaders(headers: Readonly<Record<string, string>>, row: PlatformWire, use: DescriptionUse): string {
  if (row.templateHeaders === undefined) return "";
  const { list, item } = row.templateHeaders;
  const entries = Object.entries(headers);
  if (entries.length === 0) return isResponse(use) ? `<${list} />` : "";
  const items = entries.map(
    ([name, value]) =>
      `<${item}>${textElement(DOCUMENT, "Header", name)}${textElement(DOCUMENT, "Value", value)}</${item}>`,
  );
  return `<${list}>${items.join("")}</${list}>`;
}

function isResponse(use: DescriptionUse): boolean {
  return use === "stored" || use === "written";
}

function noPlace(row: PlatformWire, path: string): WireFormatError {
  return new WireFormatError({
    document: DOCUMENT,
    path,
    rule: `a registration for ${row.platform} has no such field`,
  });
}
