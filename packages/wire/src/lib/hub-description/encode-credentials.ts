import { ArgumentError } from "../argument-error.js";
import type { CredentialKind } from "../platform-wire.js";
import { textElement } from "../xml/write.js";
import { writeApnsMembers } from "./apns-credential.js";
import { checkMembers } from "./check-members.js";
import { type CredentialRow, credentialTable } from "./credential-table.js";
import type { CredentialCommon, HubCredentials } from "./credential-types.js";

const DOCUMENT = "hub description";

const commonMembers = ["blockedOn", "unknownProperties"] as const satisfies readonly (keyof CredentialCommon)[];

/**
 * Writes the element of one credential, or nothing when the hub does not have it. Empty members are
 * omitted.
 */
export function encodeCredential(kind: CredentialKind, credentials: HubCredentials | undefined): string {
  const credential = credentials?.[kind];
  if (credential === undefined) return "";
  const row: CredentialRow = credentialTable[kind];
  const known = [...Object.values(row.properties), ...(kind === "apns" ? ["environment"] : []), ...commonMembers];
  checkMembers(`The credential ${kind}`, credential, known);
  const { blockedOn, unknownProperties = {}, ...given }: CredentialCommon = credential;
  const members = kind === "apns" ? writeApnsMembers(given) : (given as Readonly<Record<string, string | undefined>>);
  const properties = [
    ...Object.entries(row.properties).map(([name, member]) => [name, members[member]] as const),
    ...Object.entries(unknownProperties),
  ];
  const written = properties.map(([name, value]) => encodeProperty(row.element, name, value)).join("");
  const list = written === "" ? "<Properties/>" : `<Properties>${written}</Properties>`;
  return `<${row.element}>${textElement(DOCUMENT, "BlockedOn", blockedOn)}${list}</${row.element}>`;
}

function encodeProperty(credential: string, name: string, value: unknown): string {
  if (value === undefined || value === "") return "";
  if (typeof value !== "string")
    throw new ArgumentError(`${credential}.${name}`, `${name} of ${credential} must be a string.`);
  return `<Property>${textElement(DOCUMENT, "Name", name)}${textElement(DOCUMENT, "Value", value)}</Property>`;
}
