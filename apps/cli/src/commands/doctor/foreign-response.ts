import { isHubResponseError } from "@nh/client";
import { isWireFormatError } from "@nh/wire";
import { exitCodes } from "../../exit-codes.js";
import { proxyCredentials, proxyCredentialsFix } from "../../output/proxy-credentials.js";
import type { CheckResult } from "./check.js";

/** The broken link when something between this machine and the service responds in its place. */
export function foreignResponse(what: string): CheckResult {
  return {
    check: "connection",
    state: "broken",
    says: `something other than the service responds (${what})`,
    fix: "Check the endpoint, and which program listens there. Sign in to the network, and check HTTPS_PROXY and NO_PROXY.",
    exitCode: exitCodes.network,
  };
}

/** The broken link when a proxy responds 407. */
export const proxyRefuses: CheckResult = {
  check: "connection",
  state: "broken",
  says: proxyCredentials,
  fix: proxyCredentialsFix,
  exitCode: exitCodes.network,
};

/** A page with a status of success, which the service never sends. */
export const webPage = "a web page: a proxy or a captive portal";

/**
 * The broken link of a response that the service cannot have given; undefined for any other error.
 * All recorded errors of the service carry a tracking ID, in a header or in their document.
 */
export function readForeignResponse(error: unknown): CheckResult | undefined {
  // A wrong place inside a document may be news of the service; no document at all is not.
  if (isWireFormatError(error)) return error.path === "" ? foreignResponse(error.message) : undefined;
  if (!isHubResponseError(error)) return undefined;
  const { status, trackingId, correlationId } = error;
  if (status === 407) return proxyRefuses;
  if (status === 200 || status === 201) return foreignResponse(webPage);
  if (status < 300) return foreignResponse(`status ${status}, which the service never says here`);
  if (status < 400) return foreignResponse(`a redirect, status ${status}`);
  if (trackingId !== undefined || correlationId !== undefined) return undefined;
  return foreignResponse(`status ${status}, without the tracking ID of the service`);
}
