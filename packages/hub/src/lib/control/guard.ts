import { isServiceHost } from "@nh/auth";
import { refusalOfForeignRequest, type TrustedSources } from "../http/foreign-request.js";

/**
 * The guard of calls to `hub.fetch`. Names of the service and those that no network has (RFC 6761,
 * section 6.4) are trusted, because only a call inside this process can carry one. A hub on a port
 * has a stricter guard of its own.
 */
const trusted: TrustedSources = {
  trustsHost: (hostname) => isServiceHost(hostname) || hostname.endsWith(".invalid"),
  trustsOrigin: () => false,
};

/** Why a request must not reach the control API. Undefined when it may. */
export function refusalOfForeignPage({ method, headers }: Request, url: URL): string | undefined {
  const host = headers.get("host")?.toLowerCase();
  const { protocol, pathname, search } = url;
  const address =
    host === undefined ? url : { protocol, host: url.host, hostname: host.replace(/:\d+$/, ""), pathname, search };
  return refusalOfForeignRequest({ method, address, header: (name) => headers.get(name) }, trusted);
}
