import {
  decodeInstallation,
  encodeInstallation,
  type Installation,
  platformFromInstallation,
  withUrlSafeKeys,
} from "@nh/wire";
import { connectionOf, type HubContext } from "../context.js";
import { type HubPromise, hubPromise } from "../hub-promise.js";
import type { CallOptions } from "../options.js";
import { callIfFound } from "./call-if-found.js";
import { type ChangeResult, changed } from "./change-result.js";
import { checkId } from "./check-id.js";
import { encodeMembers } from "./encode-argument.js";
import { checkInstallation } from "./installation-members.js";
import { checkInstallationTags, templatesIn } from "./installation-parts.js";
import { readResponse } from "./read-response.js";
import { warnOfTemplateFindings } from "./warn-of-template-findings.js";

/**
 * Creates an installation, or replaces the whole one with the same id. The call is retried after
 * any failure that a retry may fix.
 *
 * @throws {ArgumentError} naming the member that is missing or wrong, such as
 *   `installation.pushVariables.score`; also for a tag with a comma.
 * @throws {TagExpressionError} when one of its tags is not a tag.
 */
export function putInstallation(
  context: HubContext,
  installation: Installation,
  options?: CallOptions,
): HubPromise<ChangeResult> {
  return hubPromise(async (onResponse) => {
    const call = "installations.put";
    const operation = "putInstallation";
    const connection = connectionOf(context, onResponse);
    checkInstallation(call, installation);
    const body = encodeMembers(call, "installation", () => encodeInstallation(withBrowserKeys(installation)));
    const { platform } = installation;
    const parameter = checkId(call, "installation.installationId", operation, installation.installationId);
    checkInstallationTags(call, connection, [{ place: "installation", path: "", installation }]);
    for (const [name, template] of templatesIn(installation)) {
      warnOfTemplateFindings(connection.onEvent, name, template, platformFromInstallation(platform));
    }
    const headers = { "Content-Type": "application/json" };
    const spec = { operation, call, parameter, headers, body, retryRule: "idempotent" } as const;
    return changed(await connection.call(spec, options));
  });
}

/** The keys of a browser in base64url. The codec refuses a channel that is not an object. */
function withBrowserKeys(installation: Installation): Installation {
  const { pushChannel } = installation;
  if (typeof pushChannel !== "object" || pushChannel === null) return installation;
  return { ...installation, pushChannel: withUrlSafeKeys(pushChannel) } as Installation;
}

/**
 * Reads an installation.
 *
 * @throws {HubResponseError} NH_NOT_FOUND when there is no installation with this id.
 * @throws {WireFormatError} when the response is not an installation.
 */
export function getInstallation(
  context: HubContext,
  installationId: string,
  options?: CallOptions,
): HubPromise<Installation> {
  return hubPromise(async (onResponse) => {
    const connection = connectionOf(context, onResponse);
    const call = "installations.get";
    const operation = "getInstallation";
    const parameter = checkId(call, "installationId", operation, installationId);
    const response = await connection.call({ operation, call, parameter, retryRule: "idempotent" }, options);
    return readResponse(call, response, decodeInstallation);
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
    const connection = connectionOf(context, onResponse);
    const call = "installations.exists";
    const operation = "getInstallation";
    const parameter = checkId(call, "installationId", operation, installationId);
    const spec = { operation, call, parameter, retryRule: "idempotent" } as const;
    return (await callIfFound(connection, spec, options)) !== undefined;
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
    const connection = connectionOf(context, onResponse);
    const call = "installations.delete";
    const operation = "deleteInstallation";
    const parameter = checkId(call, "installationId", operation, installationId);
    return changed(await connection.call({ operation, call, parameter, retryRule: "removal" }, options));
  });
}
