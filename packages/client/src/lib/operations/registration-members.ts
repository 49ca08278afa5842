import type { ChannelRegistration, Registration, RegistrationTemplate } from "@nh/wire";
import { isPlainObject } from "../check-options.js";
import { checkMembers, type Members } from "./check-members.js";

const registrationMembers: Members<ChannelRegistration> = {
  registrationId: true,
  platform: true,
  handle: true,
  tags: true,
  pushVariables: true,
  template: true,
  secondaryTileName: true,
  etag: true,
  expirationTime: true,
};
const templateMembers: Members<RegistrationTemplate> = {
  body: true,
  name: true,
  headers: true,
  expiry: true,
  priority: true,
  messageType: true,
};

/** What installations and other clients call these members. */
const meantInRegistration = {
  bodyTemplate: "template: { body }",
  body: "template: { body }",
  templateName: "template: { name }",
  pushChannel: "handle",
  deviceToken: "handle",
  fcmV1RegistrationId: "handle",
  channelUri: "handle",
};
const meantInTemplate = { bodyTemplate: "body", templateName: "name" };

/**
 * Refuses members that registrations do not have, in its template too.
 *
 * @throws {ArgumentError} naming the member and what was meant.
 */
export function checkRegistrationMembers(call: string, registration: Registration): void {
  if (!isPlainObject(registration)) return;
  checkMembers(call, "", registration as ChannelRegistration, registrationMembers, meantInRegistration);
  const { template } = registration;
  if (isPlainObject(template)) checkMembers(call, "template", template, templateMembers, meantInTemplate);
}
