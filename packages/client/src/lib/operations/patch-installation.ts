import { type BrowserHandle, encodePatch, type InstallationTemplate, type PatchOperation, patch } from "@nh/wire";
import { ArgumentError } from "../argument-error.js";
import { checkOptions, isPlainObject } from "../check-options.js";
import { connectionOf, type HubContext } from "../context.js";
import { type CallResponse, type HubPromise, hubPromise } from "../hub-promise.js";
import { isIterable } from "../is-iterable.js";
import { type CallOptions, callRules } from "../options.js";
import { type ChangeResult, changed } from "./change-result.js";
import { checkPatchMembers, checkTemplate } from "./installation-members.js";
import { changedPart, checkInstallationTags, templatesIn } from "./installation-parts.js";
import { warnOfTemplateFindings } from "./warn-of-template-findings.js";

/**
 * Changes parts of an installation. The service accepts the change and carries it out within
 * seconds.
 *
 * @param operations From the builders of `patch`, or written by hand after RFC 6902; `add`,
 * `remove` and `replace` only.
 * @throws {ArgumentError} when there is no operation, one is malformed, or one adds a tag with a
 * comma.
 */
export function patchInstallation(
  context: HubContext,
  installationId: string,
  operations: readonly PatchOperation[],
  options?: CallOptions,
): HubPromise<ChangeResult> {
  const call = "installations.patch";
  return change(context, call, installationId, options, () => {
    checkOperations(operations);
    checkPatchMembers(call, operations);
    return operations;
  });
}

/**
 * Adds tags to an installation. With no tags, no request is made.
 *
 * @throws {TagExpressionError} when one is not a tag.
 * @throws {ArgumentError} when the tags are not a list.
 */
export function addInstallationTags(
  context: HubContext,
  installationId: string,
  tags: Iterable<string>,
  options?: CallOptions,
): HubPromise<ChangeResult, CallResponse | undefined> {
  const call = "installations.addTags";
  return change(context, call, installationId, options, () => patch.addTags(listOf(call, tags)));
}

/**
 * Removes tags from an installation. With no tags, no request is made.
 *
 * @throws {ArgumentError} when the tags are not a list.
 */
export function removeInstallationTags(
  context: HubContext,
  installationId: string,
  tags: Iterable<string>,
  options?: CallOptions,
): HubPromise<ChangeResult, CallResponse | undefined> {
  const call = "installations.removeTags";
  return change(context, call, installationId, options, () => patch.removeTags(listOf(call, tags)));
}

/** Replaces the device's token, channel or subscription. */
export function setInstallationHandle(
  context: HubContext,
  installationId: string,
  handle: string | BrowserHandle,
  options?: CallOptions,
): HubPromise<ChangeResult> {
  return change(context, "installations.setHandle", installationId, options, () => patch.setPushChannel(handle));
}

/** Sets the user of an installation, which `user(id)` addresses. */
export function setInstallationUserId(
  context: HubContext,
  installationId: string,
  userId: string,
  options?: CallOptions,
): HubPromise<ChangeResult> {
  return change(context, "installations.setUserId", installationId, options, () => patch.setUserId(userId));
}

/** Removes the user of an installation. */
export function removeInstallationUserId(
  context: HubContext,
  installationId: string,
  options?: CallOptions,
): HubPromise<ChangeResult> {
  return change(context, "installations.removeUserId", installationId, options, () => patch.removeUserId());
}

/** Adds a template to an installation, or replaces the one with that name. */
export function setInstallationTemplate(
  context: HubContext,
  installationId: string,
  name: string,
  template: InstallationTemplate,
  options?: CallOptions,
): HubPromise<ChangeResult> {
  const call = "installations.setTemplate";
  return change(context, call, installationId, options, () => {
    checkTemplate(call, "template", template);
    return patch.setTemplate(name, template);
  });
}

/** Removes a template from an installation. */
export function removeInstallationTemplate(
  context: HubContext,
  installationId: string,
  name: string,
  options?: CallOptions,
): HubPromise<ChangeResult> {
  return change(context, "installations.removeTemplate", installationId, options, () => patch.removeTemplate(name));
}

/**
 * Sets push variables and leaves the others as they are. With no variables, no request is made.
 */
export function setInstallationPushVariables(
  context: HubContext,
  installationId: string,
  variables: Readonly<Record<string, string>>,
  options?: CallOptions,
): HubPromise<ChangeResult, CallResponse | undefined> {
  const call = "installations.setPushVariables";
  return change(context, call, installationId, options, () => {
    if (!isPlainObject(variables))
      throw new ArgumentError(call, "variables", 'must be an object, such as { name: "Ann" }');
    return Object.entries(variables).flatMap(([name, value]) => patch.setPushVariable(name, value));
  });
}

/** Removes a push variable from an installation. */
export function removeInstallationPushVariable(
  context: HubContext,
  installationId: string,
  name: string,
  options?: CallOptions,
): HubPromise<ChangeResult> {
  const call = "installations.removePushVariable";
  return change(context, call, installationId, options, () => patch.removePushVariable(name));
}

/** Sets when the service forgets the device. */
export function setInstallationExpirationTime(
  context: HubContext,
  installationId: string,
  time: Date,
  options?: CallOptions,
): HubPromise<ChangeResult> {
  const call = "installations.setExpirationTime";
  return change(context, call, installationId, options, () => patch.setExpirationTime(time));
}

/**
 * Makes one of the changes above.
 *
 * @param call As its user writes it.
 * @param build The operations. Without any there is no request: differences that a program computes
 * may be empty.
 */
function change<Response extends CallResponse | undefined>(
  context: HubContext,
  call: string,
  parameter: string,
  options: CallOptions | undefined,
  build: () => readonly PatchOperation[],
): HubPromise<ChangeResult, Response> {
  return hubPromise(async (onResponse) => {
    const connection = connectionOf(context, onResponse);
    checkOptions(call, options, callRules);
    const operations = build();
    if (operations.length === 0) return { attempts: 0 };
    const parts = operations.map(changedPart);
    checkInstallationTags(call, connection, parts);
    for (const [name, template] of parts.flatMap(templatesIn)) {
      warnOfTemplateFindings(connection.onEvent, name, template, undefined);
    }
    const headers = { "Content-Type": "application/json-patch+json" };
    const body = encodePatch(operations);
    const spec = { operation: "patchInstallation", call, parameter, headers, body, retryRule: "idempotent" } as const;
    return changed(await connection.call(spec, options));
  });
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
