import {
  type Installation,
  type InstallationTemplate,
  type PatchOperation,
  parseMoment,
  platformFromInstallation,
  type SecondaryTile,
  type TokenInstallation,
} from "@nh/wire";
import { ArgumentError } from "../argument-error.js";
import { mustBeApnsToken } from "./apns-token.js";
import {
  anything,
  type Check,
  type MemberChecks,
  must,
  mustBeFlag,
  mustBeMap,
  mustBeString,
  mustBeStringList,
  mustBeStringMap,
  mustHaveMembers,
  mustHaveStrings,
} from "./check-members.js";

/** A date is written as JSON writes it, in ISO 8601. */
const mustBeMoment: Check = must({
  accepts: (value) =>
    value instanceof Date
      ? !Number.isNaN(value.getTime())
      : typeof value === "string" && parseMoment(value) !== undefined,
  form: "a date in ISO 8601, such as 2031-12-01T10:00:00Z",
});

const mustBeTemplate = mustHaveMembers<InstallationTemplate>(
  'a template, such as { body: "…" }',
  { body: mustBeString, headers: mustBeStringMap, expiry: mustBeString, tags: mustBeStringList },
  { bodyTemplate: "body", template: "body" },
  ["body"],
);
const mustBeTemplates = mustBeMap(mustBeTemplate, 'an object of templates, such as { news: { body: "…" } }');

const mustBeTile = mustHaveMembers<SecondaryTile>(
  "a secondary tile, such as { pushChannel }",
  { pushChannel: mustBeString, pushChannelExpired: mustBeFlag, tags: mustBeStringList, templates: mustBeTemplates },
  { handle: "pushChannel" },
  ["pushChannel"],
);

const mustBeBrowserHandle = mustHaveStrings(
  ["endpoint", "p256dh", "auth"],
  "a string, or { endpoint, p256dh, auth } for a browser",
);

const installationMembers: MemberChecks<TokenInstallation> = {
  installationId: mustBeString,
  userId: mustBeString,
  // The codec checks these two: what a channel must be depends on the platform.
  platform: anything,
  pushChannel: anything,
  pushChannelExpired: mustBeFlag,
  expirationTime: mustBeMoment,
  lastUpdate: anything,
  lastActiveOn: anything,
  tags: mustBeStringList,
  pushVariables: mustBeStringMap,
  templates: mustBeTemplates,
  secondaryTiles: mustBeMap(mustBeTile, "an object of secondary tiles, such as { scores: { pushChannel } }"),
};

/** What registrations and other clients call these members. */
const meantInInstallation = {
  id: "installationId",
  handle: "pushChannel",
  token: "pushChannel",
  bodyTemplate: "templates: { name: { body } }",
  body: "templates: { name: { body } }",
};

const mustBeInstallation = mustHaveMembers<TokenInstallation>(
  "an object with an installationId, a platform and a pushChannel",
  installationMembers,
  meantInInstallation,
);

/**
 * Checks the members of an installation, of its templates and of its tiles.
 *
 * @throws {ArgumentError} naming the member, such as `installation.pushVariables.score`.
 */
export function checkInstallation(call: string, installation: Installation): void {
  mustBeInstallation(call, "installation", installation);
  const { platform, pushChannel } = installation;
  // The codec says what is wrong with a channel that is missing.
  const isToken = typeof pushChannel === "string" && pushChannel !== "";
  if (isToken && typeof platform === "string" && platformFromInstallation(platform) === "apple") {
    mustBeApnsToken(call, "installation.pushChannel", pushChannel);
  }
}

/** @throws {ArgumentError} naming the member of the template that is wrong. */
export function checkTemplate(call: string, place: string, template: InstallationTemplate): void {
  mustBeTemplate(call, place, template);
}

/**
 * @throws {ArgumentError} when it is neither a string with a character nor a browser's
 * subscription.
 */
export function checkPushChannel(call: string, place: string, channel: unknown): void {
  if (channel === "") throw new ArgumentError(call, place, "must be a non-empty string");
  if (typeof channel !== "string") mustBeBrowserHandle(call, place, channel);
}

/** Objects and lists travel in a patch as they are, or as JSON in a string. */
function itselfOrJson(check: Check): Check {
  return (call, place, value) => {
    let itself = value;
    try {
      if (typeof value === "string") itself = JSON.parse(value);
    } catch (cause) {
      throw new ArgumentError(call, place, "must be an object, or one as JSON", { cause });
    }
    check(call, place, itself);
  };
}

/** One tag, several, or several as JSON. */
const mustBeTagOrTags: Check = (call, place, value) => {
  if (typeof value !== "string") mustBeStringList(call, place, value);
};

/** What the value of a path must be. The service ignores the case of its words. */
const patchValues: readonly (readonly [path: RegExp, check: Check])[] = [
  [/^\/pushChannel$/i, checkPushChannel],
  [/^\/user(Id)?$/i, mustBeString],
  [/^\/expirationTime$/i, mustBeMoment],
  [/^\/pushVariables$/i, itselfOrJson(mustBeStringMap)],
  [/^\/pushVariables\/[^/]*$/i, mustBeString],
  [/^\/templates\/[^/]*$/i, itselfOrJson(mustBeTemplate)],
  [/^\/templates\/[^/]*\/(body|expiry)$/i, mustBeString],
  [/^\/templates\/[^/]*\/headers$/i, itselfOrJson(mustBeStringMap)],
  [/^\/secondaryTiles\/[^/]*$/i, itselfOrJson(mustBeTile)],
  [/^\/secondaryTiles\/[^/]*\/pushChannel$/i, mustBeString],
  [/^\/((templates|secondaryTiles)\/[^/]*\/)?tags(\/[^/]*)?$/i, mustBeTagOrTags],
];

const mustBeOperation = mustHaveMembers<Extract<PatchOperation, { op: "add" | "replace" }>>(
  "an operation, such as those that patch.addTag(tag) returns",
  { op: anything, path: anything, value: anything },
  { values: "value" },
);

/**
 * Checks the operations of a patch: their members, that their paths lead into what an installation
 * has, and their values.
 *
 * @throws {ArgumentError} naming the part, such as `operations[0].value`.
 */
export function checkPatch(call: string, operations: readonly PatchOperation[]): void {
  for (const [index, operation] of operations.entries()) {
    const place = `operations[${index}]`;
    mustBeOperation(call, place, operation);
    const { path } = operation;
    const [, first = ""] = path.split("/");
    const isKnown = Object.keys(installationMembers).some((name) => name.toLowerCase() === first.toLowerCase());
    // The service calls the user by either name.
    if (!isKnown && first.toLowerCase() !== "user") mustBeInstallation(call, `${place}.path`, { [first]: true });
    if (operation.op === "remove") continue;
    if (operation.value === undefined) throw new ArgumentError(call, `${place}.value`, "is missing");
    for (const [pattern, check] of patchValues) {
      if (operation.value !== null && pattern.test(path)) check(call, `${place}.value`, operation.value);
    }
  }
}
