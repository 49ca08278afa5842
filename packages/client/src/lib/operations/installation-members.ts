import type { Installation, InstallationTemplate, PatchOperation, SecondaryTile, TokenInstallation } from "@nh/wire";
import { ArgumentError } from "../argument-error.js";
import { isPlainObject } from "../check-options.js";
import { checkMembers, type Members } from "./check-members.js";

const installationMembers: Members<TokenInstallation> = {
  installationId: true,
  userId: true,
  platform: true,
  pushChannel: true,
  pushChannelExpired: true,
  expirationTime: true,
  lastUpdate: true,
  lastActiveOn: true,
  tags: true,
  pushVariables: true,
  templates: true,
  secondaryTiles: true,
};
const templateMembers: Members<InstallationTemplate> = { body: true, headers: true, expiry: true, tags: true };
const tileMembers: Members<SecondaryTile> = {
  pushChannel: true,
  pushChannelExpired: true,
  tags: true,
  templates: true,
};
const operationMembers: Members<Extract<PatchOperation, { op: "add" | "replace" }>> = {
  op: true,
  path: true,
  value: true,
};

/** What registrations and other clients call these members. */
const meantInInstallation = {
  id: "installationId",
  handle: "pushChannel",
  token: "pushChannel",
  bodyTemplate: "templates: { name: { body } }",
  body: "templates: { name: { body } }",
};
const meantInTemplate = { bodyTemplate: "body", template: "body" };

/**
 * Refuses members that installations do not have, in its templates and tiles too.
 *
 * @throws {ArgumentError} naming the member and what was meant.
 */
export function checkInstallationMembers(call: string, installation: Installation): void {
  if (!isPlainObject(installation)) return;
  checkMembers<TokenInstallation>(
    call,
    "",
    installation as TokenInstallation,
    installationMembers,
    meantInInstallation,
  );
  checkTemplates(call, "templates", installation.templates);
  for (const [name, tile] of entriesOf(installation.secondaryTiles)) {
    checkMembers(call, `secondaryTiles.${name}`, tile as SecondaryTile, tileMembers, { handle: "pushChannel" });
    checkTemplates(call, `secondaryTiles.${name}.templates`, (tile as SecondaryTile).templates);
  }
}

/**
 * Refuses members that the operations of a patch do not have, and paths into what an installation
 * does not have. The service ignores the case of paths.
 *
 * @throws {ArgumentError} naming the member and what was meant.
 */
export function checkPatchMembers(call: string, operations: readonly PatchOperation[]): void {
  for (const [index, operation] of operations.entries()) {
    checkMembers(
      call,
      `operations[${index}]`,
      operation as { op: "add"; path: string; value: string },
      operationMembers,
      {
        values: "value",
      },
    );
    const [, first = ""] = operation.path.split("/");
    const known = Object.keys(installationMembers).some((name) => name.toLowerCase() === first.toLowerCase());
    if (!known)
      checkMembers(
        call,
        `operations[${index}].path`,
        { [first]: true } as never,
        installationMembers,
        meantInInstallation,
      );
  }
}

/**
 * Refuses members that a template does not have.
 *
 * @throws {ArgumentError} naming the member and what was meant.
 */
export function checkTemplate(call: string, path: string, template: unknown): void {
  if (!isPlainObject(template)) {
    throw new ArgumentError(call, path, 'must be a template, such as { body: "…" }');
  }
  checkMembers(call, path, template as unknown as InstallationTemplate, templateMembers, meantInTemplate);
}

function checkTemplates(call: string, path: string, templates: unknown): void {
  for (const [name, template] of entriesOf(templates)) checkTemplate(call, `${path}.${name}`, template);
}

function entriesOf(value: unknown): [string, unknown][] {
  return isPlainObject(value) ? Object.entries(value).filter(([, inner]) => inner !== undefined) : [];
}
