import {
  type BrowserHandle,
  decodeInstallation,
  encodeInstallation,
  encodePatch,
  type Installation,
  type InstallationTemplate,
  type PatchOperation,
  patch,
  platformFromInstallation,
} from "@nh/wire";
import { ArgumentError } from "../argument-error.js";
import { checkOptions } from "../check-options.js";
import { connectionOf, type HubContext } from "../context.js";
import { isIterable } from "../is-iterable.js";
import { type CallOptions, callRules } from "../options.js";
import { callIfFound } from "./call-if-found.js";
import { changedPart, checkInstallationTags } from "./check-installation-tags.js";
import { checkInstallationMembers, checkPatchMembers, checkTemplate } from "./installation-members.js";
import { warnOfTemplateFindings } from "./warn-of-template-findings.js";

/**
 * Creates an installation, or replaces the one with the same id as a whole. Retried on any failure
 * that a retry may mend.
 *
 * @throws {ArgumentError} when it lacks an id or a channel, names an unknown platform, or has a tag
 * with a comma.
 */
export async function putInstallation(
  context: HubContext,
  installation: Installation,
  options?: CallOptions,
): Promise<void> {
  const connection = connectionOf(context);
  checkInstallationMembers("installations.put", installation);
  const body = encodeInstallation(installation);
  const { installationId: parameter, platform, tags, templates = {} } = installation;
  if (tags !== undefined && !Array.isArray(tags)) {
    throw new ArgumentError("installations.put", "tags", 'must be a list, such as ["vip"]');
  }
  checkInstallationTags("installations.put", connection, [installation]);
  for (const [name, template] of Object.entries(templates)) {
    warnOfTemplateFindings(connection.onEvent, name, template, platformFromInstallation(platform));
  }
  const headers = { "Content-Type": "application/json" };
  await connection.call({ operation: "putInstallation", parameter, headers, body, retryRule: "idempotent" }, options);
}

/**
 * Reads an installation.
 *
 * @throws {HubResponseError} NH_NOT_FOUND when there is no installation with this id.
 */
export async function getInstallation(
  context: HubContext,
  installationId: string,
  options?: CallOptions,
): Promise<Installation> {
  const spec = { operation: "getInstallation", parameter: installationId, retryRule: "idempotent" } as const;
  const response = await connectionOf(context).call(spec, options);
  return decodeInstallation(response.text);
}

/**
 * Tells whether there is an installation with this id.
 *
 * @throws {HubResponseError} NH_NOT_FOUND when the hub itself does not exist.
 */
export async function installationExists(
  context: HubContext,
  installationId: string,
  options?: CallOptions,
): Promise<boolean> {
  const spec = { operation: "getInstallation", parameter: installationId, retryRule: "idempotent" } as const;
  return (await callIfFound(connectionOf(context), spec, options)) !== undefined;
}

/**
 * Deletes an installation. The service takes one that does not exist for deleted.
 *
 * @throws {HubResponseError} when the service refuses.
 */
export async function deleteInstallation(
  context: HubContext,
  installationId: string,
  options?: CallOptions,
): Promise<void> {
  const spec = { operation: "deleteInstallation", parameter: installationId, retryRule: "removal" } as const;
  await connectionOf(context).call(spec, options);
}

/**
 * Changes parts of an installation. The service accepts the change and carries it out within
 * seconds.
 *
 * @param operations From the builders of `patch`, or written by hand after RFC 6902; `add`,
 * `remove` and `replace` only.
 * @throws {ArgumentError} when there is no operation, one is malformed, or one adds a tag with a
 * comma.
 */
export async function patchInstallation(
  context: HubContext,
  installationId: string,
  operations: readonly PatchOperation[],
  options?: CallOptions,
): Promise<void> {
  const connection = connectionOf(context);
  checkOperations(operations);
  checkPatchMembers("installations.patch", operations);
  const headers = { "Content-Type": "application/json-patch+json" };
  const body = encodePatch(operations);
  checkInstallationTags("installations.patch", connection, operations.map(changedPart));
  const spec = { operation: "patchInstallation", parameter: installationId, headers, body } as const;
  await connection.call({ ...spec, retryRule: "idempotent" }, options);
}

/**
 * Adds tags to an installation. Without any tag there is no request.
 *
 * @throws {TagExpressionError} when one is not a tag.
 * @throws {ArgumentError} when the tags are not a list.
 */
export async function addInstallationTags(
  context: HubContext,
  installationId: string,
  tags: Iterable<string>,
  options?: CallOptions,
): Promise<void> {
  await patchIfAny(context, installationId, patch.addTags(listOf("installations.addTags", tags)), options);
}

/**
 * Removes tags from an installation. Without any tag there is no request.
 *
 * @throws {ArgumentError} when the tags are not a list.
 */
export async function removeInstallationTags(
  context: HubContext,
  installationId: string,
  tags: Iterable<string>,
  options?: CallOptions,
): Promise<void> {
  await patchIfAny(context, installationId, patch.removeTags(listOf("installations.removeTags", tags)), options);
}

/** Replaces the device's token, channel or subscription. */
export async function setInstallationHandle(
  context: HubContext,
  installationId: string,
  handle: string | BrowserHandle,
  options?: CallOptions,
): Promise<void> {
  await patchInstallation(context, installationId, patch.setPushChannel(handle), options);
}

/** Sets the user of an installation, whom `user(id)` addresses. */
export async function setInstallationUserId(
  context: HubContext,
  installationId: string,
  userId: string,
  options?: CallOptions,
): Promise<void> {
  await patchInstallation(context, installationId, patch.setUserId(userId), options);
}

/** Removes the user of an installation. */
export async function removeInstallationUserId(
  context: HubContext,
  installationId: string,
  options?: CallOptions,
): Promise<void> {
  await patchInstallation(context, installationId, patch.removeUserId(), options);
}

/** Adds a template to an installation, or replaces the one with that name. */
export async function setInstallationTemplate(
  context: HubContext,
  installationId: string,
  name: string,
  template: InstallationTemplate,
  options?: CallOptions,
): Promise<void> {
  checkTemplate("installations.setTemplate", "template", template);
  warnOfTemplateFindings(connectionOf(context).onEvent, name, template, undefined);
  await patchInstallation(context, installationId, patch.setTemplate(name, template), options);
}

/** Removes a template from an installation. */
export async function removeInstallationTemplate(
  context: HubContext,
  installationId: string,
  name: string,
  options?: CallOptions,
): Promise<void> {
  await patchInstallation(context, installationId, patch.removeTemplate(name), options);
}

/**
 * Sets push variables and leaves the others as they are. Without any variable there is no request.
 */
export async function setInstallationPushVariables(
  context: HubContext,
  installationId: string,
  variables: Readonly<Record<string, string>>,
  options?: CallOptions,
): Promise<void> {
  const operations = Object.entries(variables).flatMap(([name, value]) => patch.setPushVariable(name, value));
  await patchIfAny(context, installationId, operations, options);
}

/** Removes a push variable from an installation. */
export async function removeInstallationPushVariable(
  context: HubContext,
  installationId: string,
  name: string,
  options?: CallOptions,
): Promise<void> {
  await patchInstallation(context, installationId, patch.removePushVariable(name), options);
}

/** Sets when the service forgets the device. */
export async function setInstallationExpirationTime(
  context: HubContext,
  installationId: string,
  time: Date,
  options?: CallOptions,
): Promise<void> {
  await patchInstallation(context, installationId, patch.setExpirationTime(time), options);
}

/** Differences that a program computes may be empty. */
async function patchIfAny(
  context: HubContext,
  installationId: string,
  operations: readonly PatchOperation[],
  options: CallOptions | undefined,
): Promise<void> {
  if (operations.length > 0) await patchInstallation(context, installationId, operations, options);
  else checkOptions("installations.patch", options, callRules);
}

/** A single string is iterable too, by its characters, and never meant so. */
function listOf(call: string, tags: Iterable<string>): Iterable<string> {
  if (!isIterable(tags)) throw new ArgumentError(call, "tags", 'must be a list, such as ["vip"]');
  return tags;
}

function checkOperations(operations: readonly PatchOperation[]): void {
  if (!Array.isArray(operations) || operations.length === 0) {
    throw new ArgumentError(
      "installations.patch",
      "operations",
      "must hold at least one, such as those that patch.addTag(tag) returns",
    );
  }
  const bad = operations.find((one) => !/^(add|remove|replace)$/.test(one?.op) || typeof one.path !== "string");
  if (bad === undefined) return;
  throw new ArgumentError(
    "installations.patch",
    "operations",
    "must be { op, path, value }, where op is add, remove or replace. Spread what a builder returns: [...patch.addTag(tag)]",
  );
}
