import { ArgumentError } from "../argument-error.js";
import { writeRequestEntry } from "../atom/write-entry.js";
import type { CredentialKind } from "../platform-wire.js";
import { namespaces } from "../xml/namespaces.js";
import { textElement } from "../xml/write.js";
import { encodeRules } from "./authorization-rules.js";
import { checkMembers } from "./check-members.js";
import { credentialTable } from "./credential-table.js";
import { formatDuration } from "./duration.js";
import { encodeCredential } from "./encode-credentials.js";
import type { HubDescription } from "./types.js";
import { encodeUnknown } from "./unknown-elements.js";

const DOCUMENT = "hub description";

const members = [
  "name",
  "registrationTtl",
  "userMetadata",
  "disabled",
  "authorizationRules",
  "credentials",
  "dailyOperations",
  "dailyMaxActiveDevices",
  "dailyMaxActiveRegistrations",
  "dailyPushes",
  "dailyApiCalls",
  "unknownElements",
] as const satisfies readonly (keyof HubDescription)[];

/**
 * Writes the body of a request that creates or updates a hub, in the order of the service's
 * contract. The counters are omitted, since the service writes them.
 *
 * @throws {ArgumentError} when a member is of the wrong form.
 * @throws {WireFormatError} when a value contains a character that XML cannot hold, or an unknown
 * element is not well-formed XML.
 */
export function encodeHubEntry(hub: HubDescription): string {
  return writeRequestEntry(encodeDescription(hub, "request"));
}

/** Writes the description element of a hub. */
export function encodeDescription(hub: HubDescription, use: "request" | "response"): string {
  checkMembers("The description of a hub", hub, members);
  if (hub.credentials !== undefined) {
    checkMembers("The credentials of a hub", hub.credentials, Object.keys(credentialTable));
  }
  const { registrationTtl, userMetadata, disabled } = hub;
  if (userMetadata !== undefined && typeof userMetadata !== "string") {
    throw new ArgumentError("userMetadata", "userMetadata must be a string.");
  }
  if (disabled !== undefined && typeof disabled !== "boolean")
    throw new ArgumentError("disabled", "disabled must be true or false.");
  const credential = (kind: CredentialKind) => encodeCredential(kind, hub.credentials);
  const count = (name: string, value: number | undefined) =>
    use === "request" ? "" : textElement(DOCUMENT, name, value);
  return [
    `<NotificationHubDescription xmlns="${namespaces.serviceBus}" xmlns:i="${namespaces.schemaInstance}">`,
    credential("apns"),
    textElement(
      DOCUMENT,
      "RegistrationTtl",
      registrationTtl === undefined ? undefined : formatDuration(registrationTtl),
    ),
    credential("wns"),
    encodeRules(hub.authorizationRules),
    credential("gcm"),
    credential("mpns"),
    count("DailyOperations", hub.dailyOperations),
    count("DailyMaxActiveDevices", hub.dailyMaxActiveDevices),
    count("DailyMaxActiveRegistrations", hub.dailyMaxActiveRegistrations),
    textElement(DOCUMENT, "UserMetadata", userMetadata),
    count("DailyPushes", hub.dailyPushes),
    count("DailyApiCalls", hub.dailyApiCalls),
    credential("adm"),
    credential("baidu"),
    textElement(DOCUMENT, "Status", disabled),
    credential("fcmV1"),
    credential("browser"),
    credential("xiaomi"),
    encodeUnknown(hub.unknownElements),
    "</NotificationHubDescription>",
  ].join("");
}
