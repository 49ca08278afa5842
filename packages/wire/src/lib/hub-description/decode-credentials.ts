import { childElements, type XmlElement } from "@nh/payloads/xml";
import type { CredentialKind } from "../platform-wire.js";
import { namespaces } from "../xml/namespaces.js";
import { serviceChild, serviceText } from "../xml/read.js";
import { readApnsMembers } from "./apns-credential.js";
import { type CredentialRow, credentialTable } from "./credential-table.js";
import type { HubCredentials } from "./credential-types.js";

/**
 * Other names for the legacy FCM API: Java's client also reads the element, and .NET's client also
 * writes the property.
 */
const OTHER_GCM_ELEMENT = "FcmCredential";
const OTHER_GCM_ENDPOINT = "FcmEndpoint";

/** The elements of a description that hold credentials. */
export const credentialElements: readonly string[] = /* @__PURE__ */ listElements();

function listElements(): readonly string[] {
  return [...Object.values(credentialTable).map(({ element }) => element), OTHER_GCM_ELEMENT];
}

/** Reads the credentials in a description; undefined when it has none. */
export function readCredentials(description: XmlElement): HubCredentials | undefined {
  const read = new Map<string, unknown>();
  for (const [kind, row] of Object.entries(credentialTable) as [CredentialKind, CredentialRow][]) {
    const names = kind === "gcm" ? [row.element, OTHER_GCM_ELEMENT] : [row.element];
    const element = names.map((name) => serviceChild(description, name)).find((found) => found !== undefined);
    if (element !== undefined) read.set(kind, readCredential(kind, row, element));
  }
  return read.size === 0 ? undefined : Object.fromEntries(read);
}

/** Property names are compared in any case: a fixture of the Java client has them in lower case. */
function readCredential(kind: CredentialKind, row: CredentialRow, element: XmlElement): object {
  const memberOf = new Map(Object.entries(row.properties).map(([name, member]) => [name.toLowerCase(), member]));
  if (kind === "gcm") memberOf.set(OTHER_GCM_ENDPOINT.toLowerCase(), "endpoint");
  const known = new Map(row.required.map((member) => [member, ""]));
  const unknown = new Map<string, string>();
  for (const [name, value] of readProperties(element)) {
    const member = memberOf.get(name.toLowerCase());
    if (member === undefined) unknown.set(name, value);
    else known.set(member, value);
  }
  const members = Object.fromEntries(known);
  const blockedOn = serviceText(element, "BlockedOn");
  return {
    ...(kind === "apns" ? readApnsMembers(members) : members),
    ...(blockedOn === undefined ? {} : { blockedOn }),
    ...(unknown.size === 0 ? {} : { unknownProperties: Object.fromEntries(unknown) }),
  };
}

function readProperties(element: XmlElement): (readonly [name: string, value: string])[] {
  const list = serviceChild(element, "Properties");
  if (list === undefined) return [];
  return childElements(list, "Property", namespaces.serviceBus).map((property) => [
    (serviceText(property, "Name") ?? "").trim(),
    serviceText(property, "Value") ?? "",
  ]);
}
