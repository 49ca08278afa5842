import { isLoopback } from "@nh/auth";
import { isPagePath, type RequestAddress } from "./request-address.js";

/** What a request says about its sender. Browsers set the headers, and no page can change them. */
export interface RequestSource {
  readonly method: string;
  readonly address: RequestAddress;
  /** The value of a header, or null when it is missing. */
  header(name: "origin" | "sec-fetch-site" | "sec-fetch-mode" | "sec-fetch-dest"): string | null;
}

/** What a hub trusts in addition to local host names and its own origin. */
export interface TrustedSources {
  trustsHost(hostname: string): boolean;
  trustsOrigin(origin: string): boolean;
}

/**
 * Why a request must not reach the hub. Undefined when it may.
 *
 * The development key is public and the control API needs no key, so no page of another origin may
 * use the hub through a developer's browser: not by a form or a script (CSRF), and not by a host
 * name that was made to point to this machine (DNS rebinding). Another port of the same host is
 * another origin. Programs other than browsers send none of the headers tested here.
 */
export function refusalOfForeignRequest(source: RequestSource, trusted: TrustedSources): string | undefined {
  const { address } = source;
  const { hostname } = address;
  if (!isLocalHost(hostname) && !trusted.trustsHost(hostname)) {
    const shown = hostname.slice(0, 80);
    return `The hub does not serve the host ${JSON.stringify(shown)}. Use localhost or an IP address, or allow the name with allowHosts (--allow-host).`;
  }
  const origin = source.header("origin");
  if (origin !== null) {
    if (origin === `${address.protocol}//${address.host}` || trusted.trustsOrigin(origin)) return undefined;
    return `The hub does not serve pages of the origin ${JSON.stringify(origin.slice(0, 80))}. Allow it with allowOrigins (--allow-origin).`;
  }
  const site = source.header("sec-fetch-site");
  if (site === null || site === "same-origin" || site === "none" || opensPage(source)) return undefined;
  return "The hub does not serve pages of other origins. Allow an origin with allowOrigins (--allow-origin).";
}

/**
 * Names that no foreign DNS server can resolve: those of the loopback interface, and IP addresses.
 */
function isLocalHost(hostname: string): boolean {
  return isLoopback(hostname) || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(hostname) || /^\[[0-9a-f:.]+\]$/i.test(hostname);
}

/**
 * A link of another site may open the hub's page in a tab. It shows the page and learns nothing.
 */
function opensPage({ method, address, header }: RequestSource): boolean {
  return (
    method === "GET" &&
    isPagePath(address.pathname) &&
    header("sec-fetch-mode") === "navigate" &&
    header("sec-fetch-dest") === "document"
  );
}
