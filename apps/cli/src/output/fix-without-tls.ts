import { isLoopback } from "@nh/auth";

/** How TLS libraries say that the other side speaks plain http. */
const noTls = /wrong version number|packet length too long/i;

/**
 * What to do when the other side of a TLS connection speaks plain http; undefined for any other
 * failure. Only an endpoint on this machine may do so: in front of others something else responds.
 *
 * @param text The message of the failure.
 * @param url Of the endpoint or of a request to it.
 */
export function fixWithoutTls(text: string, url: string | undefined): string | undefined {
  if (!noTls.test(text)) return undefined;
  const isLocal = url !== undefined && URL.canParse(url) && isLoopback(new URL(url).hostname);
  return isLocal
    ? "The endpoint speaks plain http. Add ;UseDevelopmentEmulator=true to the connection string, as nh hub start prints it."
    : "The response is plain http, not TLS. A proxy or firewall may interfere; outgoing port 443 must be open.";
}
