import {
  decodeInstallation,
  encodeInstallation,
  type Installation,
  platformFromInstallation,
  withUrlSafeKeys,
} from "@nh/wire";
import { ArgumentError } from "../argument-error.js";
import { connectionOf, type HubContext } from "../context.js";
import { type HubPromise, hubPromise } from "../hub-promise.js";
import type { CallOptions } from "../options.js";
import { callIfFound } from "./call-if-found.js";
import { type ChangeResult, changed } from "./change-result.js";
import { checkInstallationMembers } from "./installation-members.js";
import { checkInstallationTags, templatesIn } from "./installation-parts.js";
import { warnOfTemplateFindings } from "./warn-of-template-findings.js";

/**
 * Creates an installation, or replaces the whole one with the same id. The call is retried after
 * any failure that a retry may fix.
 *
 * @throws {ArgumentError} when it lacks an id or a channel, names an unknown platform, or has a tag
 * with a comma.
 */
export function putInstallation(
  context: HubContext,
  installation: Installation,
  options?: CallOptions,
): HubPromise<ChangeResult> {
  return hubPromise(async (onResponse) => {
    const connection = connectionOf(context, onResponse);
    checkInstallationMembers("installations.put", installation);
    const body = encodeInstallation(withBrowserKeys(installation));
    const { installationId: parameter, platform, tags } = installation;
    if (tags !== undefined && !Array.isArray(tags)) {
      throw new ArgumentError("installations.put", "tags", 'must be a list, such as ["vip"]');
    }
    checkInstallationTags("installations.put", connection, [installation]);
    for (const [name, template] of templatesIn(installation)) {
      warnOfTemplateFindings(connection.onEvent, name, template, platformFromInstallation(platform));
    }
    const headers = { "Content-Type": "application/json" };
    const spec = {
      operation: "putInstallation",
      call: "installations.put",
      parameter,
      headers,
      body,
      retryRule: "idempotent",
    } as const;
    return changed(await connection.call(spec, options));
  });
}

/** The keys of a browser in base64url. The codec refuses a channel that is not an object. */
function withBrowserKeys(installation: Installation): Installation {
  const { pushChannel } = installation ?? {};
  if (typeof pushChannel !== "object" || pushChannel === null) return installation;
  return { ...installation, pushChannel: withUrlSafeKeys(pushChannel) } as Installation;
}

/**
 * Reads an installation.
 *
 * @throws {HubResponseError} NH_NOT_FOUND when there is no installation with this id.
 */
export function getInstallation(
  context: HubContext,
  installationId: string,
  options?: CallOptions,
): HubPromise<Installation> {
  return hubPromise(async (onResponse) => {
    const spec = {
      operation: "getInstallation",
      call: "installations.get",
      parameter: installationId,
      retryRule: "idempotent",
    } as const;
    const response = await connectionOf(context, onResponse).call(spec, options);
    return decodeInstallation(response.text);
  });
}

/**
 * Tells whether there is an installation with this id.
 *
 * @throws {HubResponseError} NH_NOT_FOUND when the hub itself does not exist.
 */
export function installationExists(
  context: HubContext,
  installationId: string,
  options?: CallOptions,
): HubPromise<boolean> {
  return hubPromise(async (onResponse) => {
    const call = "installations.exists";
    const spec = { operation: "getInstallation", call, parameter: installationId, retryRule: "idempotent" } as const;
    return (await callIfFound(connectionOf(context, onResponse), spec, options)) !== undefined;
  });
}

/**
 * Deletes an installation. Deleting one that does not exist succeeds.
 *
 * @throws {HubResponseError} when the service refuses.
 */
export function deleteInstallation(
  context: HubContext,
  installationId: string,
  options?: CallOptions,
): HubPromise<ChangeResult> {
  return hubPromise(async (onResponse) => {
    const spec = {
      operation: "deleteInstallation",
      call: "installations.delete",
      parameter: installationId,
      retryRule: "removal",
    } as const;
    return changed(await connectionOf(context, onResponse).call(spec, options));
  });
}
