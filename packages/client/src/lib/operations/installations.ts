import {
  type BrowserHandle,
  decodeInstallation,
  encodeInstallation,
  encodePatch,
  type Installation,
  type InstallationTemplate,
  type PatchOperation,
  patch,
} from "@nh/wire";
import type { HubContext } from "../context.js";
import type { CallOptions } from "../options.js";
import type { PagedList } from "../pages.js";
import { callIfThere } from "./call-if-found.js";
import { changedPart, checkStored } from "./check-installation-tags.js";
import { type InstallationSummary, type ListInstallationsOptions, listInstallations } from "./list-installations.js";

/**
 * Creates an installation, or replaces the one with the same id as a whole. Repeated on any failure that a repeat may mend.
 *
 * @throws {TypeError} when it lacks an id or a channel, names an unknown platform, or has a tag with a comma.
 */
export async function putInstallation(
  context: HubContext,
  installation: Installation,
  options?: CallOptions,
): Promise<void> {
  const body = encodeInstallation(installation);
  const { installationId: parameter } = installation;
  checkStored(context, [installation]);
  const headers = { "Content-Type": "application/json" };
  await context.call({ operation: "putInstallation", parameter, headers, body, repeat: "always" }, options);
}

/**
 * Reads an installation.
 *
 * @throws {HubResponseError} NH_NOT_FOUND when there is none of this id.
 */
export async function getInstallation(
  context: HubContext,
  installationId: string,
  options?: CallOptions,
): Promise<Installation> {
  const answer = await context.call(
    { operation: "getInstallation", parameter: installationId, repeat: "always" },
    options,
  );
  return decodeInstallation(answer.text);
}

/**
 * Tells whether there is an installation of this id.
 *
 * @throws {HubResponseError} NH_NOT_FOUND when the hub itself is not there.
 */
export async function installationExists(
  context: HubContext,
  installationId: string,
  options?: CallOptions,
): Promise<boolean> {
  const spec = { operation: "getInstallation", parameter: installationId, repeat: "always" } as const;
  return (await callIfThere(context, spec, options)) !== undefined;
}

/**
 * Deletes an installation. Succeeds as well when a repeated attempt finds it gone after one whose answer was lost.
 *
 * @throws {HubResponseError} when the service refuses; one that is not there it takes for deleted.
 */
export async function deleteInstallation(
  context: HubContext,
  installationId: string,
  options?: CallOptions,
): Promise<void> {
  await context.call({ operation: "deleteInstallation", parameter: installationId, repeat: "removal" }, options);
}

/**
 * Changes parts of an installation. The service takes the change in and carries it out within seconds.
 *
 * @param operations From the builders of `patch`, or written by hand after RFC 6902; `add`, `remove` and `replace` only.
 * @throws {TypeError} when there is none, one is no operation, or one adds a tag with a comma.
 */
export async function patchInstallation(
  context: HubContext,
  installationId: string,
  operations: readonly PatchOperation[],
  options?: CallOptions,
): Promise<void> {
  if (!Array.isArray(operations) || operations.length === 0) {
    throw new TypeError("A patch needs at least one operation, such as those that patch.addTag(tag) returns.");
  }
  const bad = operations.find((one) => !/^(add|remove|replace)$/.test(one?.op) || typeof one.path !== "string");
  if (bad !== undefined) {
    throw new TypeError(
      "An operation of a patch is { op, path, value }, op one of add, remove and replace; spread what a builder returns: [...patch.addTag(tag)].",
    );
  }
  const headers = { "Content-Type": "application/json-patch+json" };
  const body = encodePatch(operations);
  checkStored(context, operations.map(changedPart));
  const spec = { operation: "patchInstallation", parameter: installationId, headers, body, repeat: "always" } as const;
  await context.call(spec, options);
}

/** The operations on installations, as `hub.installations`. */
export interface Installations {
  /** {@link putInstallation} */
  put(installation: Installation, options?: CallOptions): Promise<void>;
  /** {@link getInstallation} */
  get(installationId: string, options?: CallOptions): Promise<Installation>;
  /** {@link installationExists} */
  exists(installationId: string, options?: CallOptions): Promise<boolean>;
  /** {@link patchInstallation} */
  patch(installationId: string, operations: readonly PatchOperation[], options?: CallOptions): Promise<void>;
  /** {@link deleteInstallation} */
  delete(installationId: string, options?: CallOptions): Promise<void>;
  /** {@link listInstallations} */
  list(options?: ListInstallationsOptions): PagedList<InstallationSummary>;
  /** Adds tags; none is no request. Throws TagExpressionError for what is no tag. */
  addTags(installationId: string, tags: Iterable<string>, options?: CallOptions): Promise<void>;
  /** Removes tags; none is no request. */
  removeTags(installationId: string, tags: Iterable<string>, options?: CallOptions): Promise<void>;
  /** Replaces the device's token, channel or subscription. */
  setHandle(installationId: string, handle: string | BrowserHandle, options?: CallOptions): Promise<void>;
  setUserId(installationId: string, userId: string, options?: CallOptions): Promise<void>;
  removeUserId(installationId: string, options?: CallOptions): Promise<void>;
  /** Adds a template or replaces the one of that name. */
  setTemplate(
    installationId: string,
    name: string,
    template: InstallationTemplate,
    options?: CallOptions,
  ): Promise<void>;
  removeTemplate(installationId: string, name: string, options?: CallOptions): Promise<void>;
  /** Sets push variables and leaves the others as they are; none is no request. */
  setPushVariables(
    installationId: string,
    variables: Readonly<Record<string, string>>,
    options?: CallOptions,
  ): Promise<void>;
  removePushVariable(installationId: string, name: string, options?: CallOptions): Promise<void>;
  /** Sets when the service forgets the device. */
  setExpirationTime(installationId: string, time: Date, options?: CallOptions): Promise<void>;
}

/** Binds the operations on installations to a hub. */
export function installationsOf(context: HubContext): Installations {
  const change = (
    installationId: string,
    operations: readonly PatchOperation[],
    options: CallOptions | undefined,
  ): Promise<void> => patchInstallation(context, installationId, operations, options);
  /** Differences that a program computes may be empty. */
  const changeIfAny = async (...[id, operations, options]: Parameters<typeof change>): Promise<void> => {
    if (operations.length > 0) await change(id, operations, options);
  };
  return Object.freeze({
    put: (installation, options) => putInstallation(context, installation, options),
    get: (installationId, options) => getInstallation(context, installationId, options),
    exists: (installationId, options) => installationExists(context, installationId, options),
    patch: change,
    delete: (installationId, options) => deleteInstallation(context, installationId, options),
    list: (options) => listInstallations(context, options),
    addTags: async (id, tags, options) => changeIfAny(id, patch.addTags(listed(tags)), options),
    removeTags: async (id, tags, options) => changeIfAny(id, patch.removeTags(listed(tags)), options),
    setHandle: async (id, handle, options) => change(id, patch.setPushChannel(handle), options),
    setUserId: async (id, userId, options) => change(id, patch.setUserId(userId), options),
    removeUserId: async (id, options) => change(id, patch.removeUserId(), options),
    setTemplate: async (id, name, template, options) => change(id, patch.setTemplate(name, template), options),
    removeTemplate: async (id, name, options) => change(id, patch.removeTemplate(name), options),
    setPushVariables: async (id, variables, options) => {
      const operations = Object.entries(variables).flatMap(([name, value]) => patch.setPushVariable(name, value));
      await changeIfAny(id, operations, options);
    },
    removePushVariable: async (id, name, options) => change(id, patch.removePushVariable(name), options),
    setExpirationTime: async (id, time, options) => change(id, patch.setExpirationTime(time), options),
  } satisfies Installations);
}

/** A single text is iterable too, by its letters, and never meant so. */
function listed(tags: Iterable<string>): Iterable<string> {
  if (typeof tags === "string") throw new TypeError('Pass tags as a list: ["vip"], not "vip".');
  return tags;
}
