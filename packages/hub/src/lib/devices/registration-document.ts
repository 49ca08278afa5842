import { childElement, isXmlError, parseXml, type XmlElement } from "@nh/payloads/xml";
import { platformWire } from "@nh/wire";

const SERVICE_NAMESPACE = "http://schemas.microsoft.com/netservices/2010/10/servicebus/connect";
const ATOM = "http://www.w3.org/2005/Atom";

/**
 * What the service says about the document of a browser's registration whose elements are not in
 * the order of the contract (azure-sdk-for-js 29081). Undefined for any other document.
 *
 * The contract orders the elements of every platform. Only this refusal is known, and Azure's own
 * JavaScript client writes those of Baidu in another order, so the hub refuses no other platform.
 */
export function faultOfElementOrder(xml: string): string | undefined {
  const description = readDescription(xml);
  if (description === undefined || !isBrowser(description)) return undefined;
  const expected = [...platformWire.browser.handleElements, "BodyTemplate"];
  let next = 0;
  for (const { name } of childrenOf(description)) {
    const place = expected.indexOf(name);
    if (place < 0) continue;
    if (place !== next) return unexpected(xml, name, expected[next] ?? "TemplateName");
    next++;
  }
  return undefined;
}

/** Whether the document of a registration sets `ExpirationTime`, which belongs to the service. */
export function setsExpiration(xml: string): boolean {
  const description = readDescription(xml);
  const time = description === undefined ? undefined : childElement(description, "ExpirationTime", SERVICE_NAMESPACE);
  return time !== undefined && time.text.trim() !== "";
}

/** The description, bare as in a line of an import, or in an Atom entry. */
function readDescription(xml: string): XmlElement | undefined {
  let root: XmlElement;
  try {
    root = parseXml(xml);
  } catch (error) {
    if (isXmlError(error)) return undefined;
    throw error;
  }
  if (root.name !== "entry") return root;
  const content = childElement(root, "content", ATOM);
  return content === undefined ? undefined : childrenOf(content)[0];
}

function isBrowser({ name, attributes }: XmlElement): boolean {
  const kind = attributes.find((attribute) => attribute.name === "type")?.value ?? name;
  return /(?:^|:)Browser(?:Template)?RegistrationDescription$/.test(kind.trim());
}

function childrenOf(element: XmlElement): XmlElement[] {
  return element.children.filter((child): child is XmlElement => typeof child !== "string");
}

function unexpected(xml: string, name: string, expected: string): string {
  const before = xml.slice(0, new RegExp(`<(?:[\\w.-]+:)?${name}[\\s/>]`).exec(xml)?.index ?? 0);
  const line = before.split("\n").length;
  // Of the first character of the name, counted from 1.
  const position = before.length - before.lastIndexOf("\n") + 1;
  return `Failed to parse RegistrationDescription Error in line ${line} position ${position}. 'Element' '${name}' from namespace '${SERVICE_NAMESPACE}' is not expected. Expecting element '${expected}'.`;
}
