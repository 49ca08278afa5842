import { type BrowserHandle, encodePatch, type InstallationTemplate, type PatchOperation, patch } from "@nh/wire";
import { ArgumentError } from "../argument-error.js";
import { checkOptions } from "../check-options.js";
import { connectionOf, type HubContext } from "../context.js";
import { type CallResponse, type HubPromise, hubPromise } from "../hub-promise.js";
import { isIterable } from "../is-iterable.js";
import { type CallOptions, callRules } from "../options.js";
import { type ChangeResult, changed } from "./change-result.js";
import { checkId } from "./check-id.js";
import { mustBeString, mustBeStringList, mustBeStringMap } from "./check-members.js";
import { encodeArgument } from "./encode-argument.js";
import { checkPatch, checkPushChannel, checkTemplate } from "./installation-members.js";
import { changedPart, checkInstallationTags, templatesIn } from "./installation-parts.js";
import { warnOfTemplateFindings } from "./warn-of-template-findings.js";

/**
 * Changes parts of an installation. The service accepts the change and carries it out within
 * seconds.
 *
 * @param operations From the builders of `patch`, or written by hand after RFC 6902; `add`,
 * `remove` and `replace` only.
 * @throws {ArgumentError} when there is no operation, one is malformed or has a value that its path
 * does not take, such as `operations[0].value`, or one adds a tag with a comma.
 */
export function patchInstallation(
  context: HubContext,
  installationId: string,
  operations: readonly PatchOperation[],
  options?: CallOptions,
): HubPromise<ChangeResult> {
  const call = "installations.patch";
  const build = () => {
    checkOperations(operations);
    checkPatch(call, operations);
    return operations;
  };
  return change(context, call, "operations", installationId, options, build, (index) => `operations[${index}].value`);
}

/**
 * Adds tags to an installation. With no tags, no request is made.
 *
 * @throws {TagExpressionError} when one is not a tag.
 * @throws {ArgumentError} when the tags are not a list of strings.
 */
export function addInstallationTags(
  context: HubContext,
  installationId: string,
  tags: Iterable<string>,
  options?: CallOptions,
): HubPromise<ChangeResult, CallResponse | undefined> {
  const call = "installations.addTags";
  return change(context, call, "tags", installationId, options, () => patch.addTags(listOf(call, tags)));
}

/**
 * Removes tags from an installation. With no tags, no request is made.
 *
 * @throws {ArgumentError} when the tags are not a list of strings.
 */
export function removeInstallationTags(
  context: HubContext,
  installationId: string,
  tags: Iterable<string>,
  options?: CallOptions,
): HubPromise<ChangeResult, CallResponse | undefined> {
  const call = "installations.removeTags";
  return change(context, call, "tags", installationId, options, () => patch.removeTags(listOf(call, tags)));
}

/**
 * Replaces the device's token, channel or subscription.
 *
 * @throws {ArgumentError} when it is neither a string nor a subscription.
 */
export function setInstallationHandle(
  context: HubContext,
  installationId: string,
  handle: string | BrowserHandle,
  options?: CallOptions,
): HubPromise<ChangeResult> {
  const call = "installations.setHandle";
  return change(context, call, "handle", installationId, options, () => {
    checkPushChannel(call, "handle", handle);
    return patch.setPushChannel(handle);
  });
}

/**
 * Sets the user of an installation, which `user(id)` addresses.
 *
 * @param userId Only an id of at most 110 ASCII letters, digits and `- _ @ # . : =` can be
 * addressed; the event `userIdNotAddressable` warns of any other.
 * @throws {ArgumentError} when the user is not a string.
 */
export function setInstallationUserId(
  context: HubContext,
  installationId: string,
  userId: string,
  options?: CallOptions,
): HubPromise<ChangeResult> {
  const call = "installations.setUserId";
  return change(context, call, "userId", installationId, options, () => {
    mustBeString(call, "userId", userId);
    return patch.setUserId(userId);
  });
}

/** Removes the user of an installation. */
export function removeInstallationUserId(
  context: HubContext,
  installationId: string,
  options?: CallOptions,
): HubPromise<ChangeResult> {
  return change(context, "installations.removeUserId", "userId", installationId, options, () => patch.removeUserId());
}

/**
 * Adds a template to an installation, or replaces the one with that name.
 *
 * @throws {ArgumentError} naming the member of the template that is wrong, such as `template.body`.
 */
export function setInstallationTemplate(
  context: HubContext,
  installationId: string,
  name: string,
  template: InstallationTemplate,
  options?: CallOptions,
): HubPromise<ChangeResult> {
  const call = "installations.setTemplate";
  return change(context, call, "template", installationId, options, () => {
    checkTemplate(call, "template", template);
    return encodeArgument(call, "name", () => patch.setTemplate(name, template));
  });
}

/** Removes a template from an installation. */
export function removeInstallationTemplate(
  context: HubContext,
  installationId: string,
  name: string,
  options?: CallOptions,
): HubPromise<ChangeResult> {
  const call = "installations.removeTemplate";
  return change(context, call, "name", installationId, options, () => patch.removeTemplate(name));
}

/**
 * Sets push variables and leaves the others as they are. With no variables, no request is made.
 *
 * @throws {ArgumentError} naming the variable that is not a string, such as `variables.score`.
 */
export function setInstallationPushVariables(
  context: HubContext,
  installationId: string,
  variables: Readonly<Record<string, string>>,
  options?: CallOptions,
): HubPromise<ChangeResult, CallResponse | undefined> {
  const call = "installations.setPushVariables";
  return change(context, call, "variables", installationId, options, () => {
    mustBeStringMap(call, "variables", variables);
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
  return change(context, call, "name", installationId, options, () => patch.removePushVariable(name));
}

/**
 * Sets when the service forgets the device.
 *
 * @throws {ArgumentError} when it is not a valid Date.
 */
export function setInstallationExpirationTime(
  context: HubContext,
  installationId: string,
  time: Date,
  options?: CallOptions,
): HubPromise<ChangeResult> {
  const call = "installations.setExpirationTime";
  return change(context, call, "time", installationId, options, () => patch.setExpirationTime(time));
}

/**
 * Makes one of the changes above.
 *
 * @param call As its user writes it.
 * @param argument What the operations are built from.
 * @param build The operations. Without any there is no request: differences that a program computes
 * may be empty.
 * @param placeOf Where the value of an operation is in the arguments. Default: the argument itself.
 */
function change<Response extends CallResponse | undefined>(
  context: HubContext,
  call: string,
  argument: string,
  parameter: string,
  options: CallOptions | undefined,
  build: () => readonly PatchOperation[],
  placeOf: (index: number) => string = () => argument,
): HubPromise<ChangeResult, Response> {
  return hubPromise(async (onResponse) => {
    const connection = connectionOf(context, onResponse);
    checkOptions(call, options, callRules);
    checkId(call, "installationId", "patchInstallation", parameter);
    const operations = encodeArgument(call, argument, build);
    if (operations.length === 0) return { attempts: 0 };
    const parts = operations.map((operation, index) => changedPart(operation, placeOf(index)));
    checkInstallationTags(call, connection, parts);
    for (const [name, template] of parts.flatMap(({ installation }) => templatesIn(installation))) {
      warnOfTemplateFindings(connection.onEvent, name, template, undefined);
    }
    const headers = { "Content-Type": "application/json-patch+json" };
    const body = encodeArgument(call, argument, () => encodePatch(operations));
    const spec = { operation: "patchInstallation", call, parameter, headers, body, retryRule: "idempotent" } as const;
    return changed(await connection.call(spec, options));
  });
}

/** A single string is iterable too, by its characters, and never meant so. */
function listOf(call: string, tags: Iterable<string>): readonly string[] {
  if (!isIterable(tags)) throw new ArgumentError(call, "tags", 'must be a list of strings, such as ["vip"]');
  const list = [...tags];
  mustBeStringList(call, "tags", list);
  return list;
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
