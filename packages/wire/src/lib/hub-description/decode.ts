import { childElement, childElements, type XmlElement } from "@nh/payloads/xml";
import { defined } from "../defined.js";
import { WireFormatError } from "../wire-format-error.js";
import { namespaces } from "../xml/namespaces.js";
import { numberText, readDocument, serviceText } from "../xml/read.js";
import { readRules } from "./authorization-rules.js";
import { credentialElements, readCredentials } from "./decode-credentials.js";
import { parseDuration } from "./duration.js";
import type { HubDescription, RegistrationTtl } from "./types.js";
import { readUnknown } from "./unknown-elements.js";

const DOCUMENT = "hub description";
const ROOT = "NotificationHubDescription";

const knownElements: readonly string[] = /* @__PURE__ */ listKnown();

function listKnown(): readonly string[] {
  return [
    "RegistrationTtl",
    "AuthorizationRules",
    "DailyOperations",
    "DailyMaxActiveDevices",
    "DailyMaxActiveRegistrations",
    "UserMetadata",
    "DailyPushes",
    "DailyApiCalls",
    "Status",
    ...credentialElements,
  ];
}

/**
 * Reads the entry of a hub, from a request or a response, with its elements in any order. Returns
 * undefined for a feed: the service responds to reading a hub that does not exist with status 200
 * and an empty feed.
 *
 * @throws {WireFormatError} when it is another document.
 */
export function decodeHubEntry(xml: string): HubDescription | undefined {
  const root = readDocument(DOCUMENT, xml);
  return isAtom(root, "feed") ? undefined : readHub(root, "entry");
}

/**
 * Reads the list of hubs with their descriptions: the response to
 * `GET /$Resources/NotificationHubs`.
 *
 * @throws {WireFormatError} when it is another document.
 */
export function decodeHubFeed(xml: string): { hubs: HubDescription[] } {
  return { hubs: readEntries(xml).map((entry, index) => readHub(entry, `feed/entry[${index + 1}]`)) };
}

/**
 * Reads the list of the hubs' names, the response to `GET /`.
 *
 * @throws {WireFormatError} when it is another document, or an entry has no title.
 */
export function decodeHubNameFeed(xml: string): { names: string[] } {
  const names = readEntries(xml).map((entry, index) => {
    const name = titleOf(entry);
    if (name !== undefined) return name;
    const path = `feed/entry[${index + 1}]/title`;
    throw new WireFormatError({ document: "list of hubs", path, rule: "the element is missing or empty" });
  });
  return { names };
}

function readEntries(xml: string): XmlElement[] {
  const document = "list of hubs";
  const root = readDocument(document, xml);
  if (isAtom(root, "feed")) return childElements(root, "entry", namespaces.atom);
  throw new WireFormatError({ document, path: root.name, excerpt: xml, rule: "expected an Atom feed" });
}

function readHub(entry: XmlElement, path: string): HubDescription {
  const content = isAtom(entry, "entry") ? childElement(entry, "content", namespaces.atom) : undefined;
  const description = content && childElement(content, ROOT, namespaces.serviceBus);
  if (description === undefined) {
    const rule = `expected an Atom entry with ${ROOT} in the service's namespace`;
    throw new WireFormatError({ document: DOCUMENT, path, rule });
  }
  const count = (name: string): number | undefined => {
    const text = serviceText(description, name);
    return text === undefined ? undefined : numberText(DOCUMENT, name, text);
  };
  return defined({
    name: titleOf(entry),
    registrationTtl: readTtl(serviceText(description, "RegistrationTtl")),
    userMetadata: serviceText(description, "UserMetadata"),
    disabled: readFlag(serviceText(description, "Status")),
    authorizationRules: readRules(description),
    credentials: readCredentials(description),
    dailyOperations: count("DailyOperations"),
    dailyMaxActiveDevices: count("DailyMaxActiveDevices"),
    dailyMaxActiveRegistrations: count("DailyMaxActiveRegistrations"),
    dailyPushes: count("DailyPushes"),
    dailyApiCalls: count("DailyApiCalls"),
    unknownElements: readUnknown(description, knownElements),
  });
}

function titleOf(entry: XmlElement): string | undefined {
  return childElement(entry, "title", namespaces.atom)?.text.trim() || undefined;
}

function readTtl(text: string | undefined): RegistrationTtl | undefined {
  if (text === undefined) return undefined;
  const ttl = parseDuration(text);
  if (ttl !== undefined) return ttl;
  const rule = "expected a duration such as P90D";
  throw new WireFormatError({ document: DOCUMENT, path: "RegistrationTtl", excerpt: text, rule });
}

function readFlag(text: string | undefined): boolean | undefined {
  const word = text?.trim();
  if (word === undefined) return undefined;
  if (word === "true" || word === "1") return true;
  if (word === "false" || word === "0") return false;
  throw new WireFormatError({ document: DOCUMENT, path: "Status", excerpt: word, rule: "expected true or false" });
}

function isAtom(element: XmlElement, name: string): boolean {
  return element.name === name && element.namespace === namespaces.atom;
}
