import { childElements, parseXml, type XmlElement } from "@nh/payloads/xml";
import type { Installation } from "@nh/wire";

/** A template as a device has it. */
export interface StoredTemplate {
  readonly name: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The templates of an installation. */
export function installationTemplates({ templates = {} }: Installation): StoredTemplate[] {
  return Object.entries(templates).map(([name, { body, headers = {} }]) => ({ name, body, headers }));
}

/**
 * The template of a registration, read from the entry that the service stores; none for a native
 * one.
 */
export function registrationTemplate(entry: string): StoredTemplate[] {
  const root = parseXml(entry);
  const body = find(root, "BodyTemplate")?.text;
  if (body === undefined) return [];
  const headers = findAll(root, /^(?:Apns|Wns|Mpns)Header$/).map((header): [string, string] => {
    return [find(header, "Header")?.text ?? "", find(header, "Value")?.text ?? ""];
  });
  return [{ name: find(root, "TemplateName")?.text ?? "", body, headers: Object.fromEntries(headers) }];
}

function find(element: XmlElement, name: string): XmlElement | undefined {
  return findAll(element, new RegExp(`^${name}$`))[0];
}

function findAll(element: XmlElement, name: RegExp): XmlElement[] {
  return childElements(element).flatMap((child) => (name.test(child.name) ? [child] : findAll(child, name)));
}
