import type { ChannelRegistration, Registration, RegistrationTemplate } from "@nh/wire";
import { mustBeApnsToken } from "./apns-token.js";
import {
  anything,
  type Check,
  must,
  mustBeString,
  mustBeStringList,
  mustBeStringMap,
  mustHaveMembers,
  mustHaveStrings,
} from "./check-members.js";

/** XML writes a number as the string that the service reads. */
const mustBeNumberOrString: Check = must({
  accepts: (value) => typeof value === "string" || Number.isFinite(value),
  form: "a number or an expression, as a string",
});

const mustBeTemplate = mustHaveMembers<RegistrationTemplate>(
  'a template, such as { body: "…" }',
  {
    body: mustBeString,
    name: mustBeString,
    headers: mustBeStringMap,
    expiry: mustBeNumberOrString,
    priority: mustBeNumberOrString,
    messageType: mustBeNumberOrString,
  },
  { bodyTemplate: "body", templateName: "name" },
  ["body"],
);

const mustBeHandle: Check = must({
  accepts: (value) => typeof value === "string" && value !== "",
  form: "a non-empty string",
});
const mustBeBrowserHandle = mustHaveStrings(
  ["endpoint", "p256dh", "auth"],
  "an object { endpoint, p256dh, auth } of strings",
);
const mustBeBaiduHandle = mustHaveStrings(["userId", "channelId"], "an object { userId, channelId } of strings");

const mustBeRegistration = mustHaveMembers<ChannelRegistration>(
  "an object with a platform and a handle",
  {
    registrationId: mustBeString,
    // The codec checks it, and knows what installations call it.
    platform: anything,
    handle: anything,
    tags: mustBeStringList,
    pushVariables: mustBeStringMap,
    template: mustBeTemplate,
    secondaryTileName: mustBeString,
    etag: mustBeString,
    expirationTime: anything,
  },
  {
    // What installations and other clients call these members.
    bodyTemplate: "template: { body }",
    body: "template: { body }",
    templateName: "template: { name }",
    pushChannel: "handle",
    deviceToken: "handle",
    fcmV1RegistrationId: "handle",
    channelUri: "handle",
  },
);

/**
 * Checks the members of a registration and of its template.
 *
 * @throws {ArgumentError} naming the member, such as `registration.template.body`.
 */
export function checkRegistration(call: string, registration: Registration): void {
  mustBeRegistration(call, "registration", registration);
  handleCheck(registration)(call, "registration.handle", registration.handle);
  if (registration.platform === "apple") mustBeApnsToken(call, "registration.handle", registration.handle);
}

function handleCheck({ platform }: Registration): Check {
  if (platform === "browser") return mustBeBrowserHandle;
  return platform === "baidu" ? mustBeBaiduHandle : mustBeHandle;
}
