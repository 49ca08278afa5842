import { type LookupAddress, type LookupOptions, lookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

/**
 * The hosts that a handle may name. Handles come from devices, so they are hostile: without a
 * limit, a device could make this machine post to services in its own network.
 * - `public`: https to public addresses.
 * - `loopback`: also this machine, over https or http, for test doubles.
 * - `any`: also private networks, over https.
 */
export type AllowedHosts = "public" | "loopback" | "any";

/** IPv4 networks that are not public (IANA, "IPv4 Special-Purpose Address Registry"). */
const specialNetworks = new BlockList();
for (const network of [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
]) {
  const [address = "", prefix] = network.split("/");
  specialNetworks.addSubnet(address, Number(prefix), "ipv4");
}

/** IPv6: only 2000::/3 is public, except documentation and tunnels to IPv4 addresses. */
const globalUnicast = new BlockList();
globalUnicast.addSubnet("2000::", 3, "ipv6");
const specialUnicast = new BlockList();
specialUnicast.addSubnet("2001::", 23, "ipv6");
specialUnicast.addSubnet("2001:db8::", 32, "ipv6");
specialUnicast.addSubnet("2002::", 16, "ipv6");
specialUnicast.addSubnet("3fff::", 20, "ipv6");

/** Whether an IP address is reachable from everywhere. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !specialNetworks.check(address, "ipv4");
    case 6:
      return globalUnicast.check(address, "ipv6") && !specialUnicast.check(address, "ipv6");
  }
  return false;
}

/**
 * Whether a host is this machine: `localhost`, `127.0.0.1` and its network, or `::1`, with or
 * without the brackets of a URL.
 */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || /^127(\.\d+){3}$/.test(hostname) || /^\[?::1\]?$/.test(hostname);
}

/**
 * Why a device may not name a URL, as the end of the sentence "The endpoint …". `undefined` when it
 * may.
 */
export function whyNotAllowed(url: URL, allowed: AllowedHosts): string | undefined {
  const { protocol, hostname } = url;
  if (url.username !== "" || url.password !== "") return "must not hold a user name or password";
  if (isLoopback(hostname)) {
    if (allowed === "public") return "names this machine";
    return protocol === "https:" || protocol === "http:" ? undefined : "must be an https URL";
  }
  if (protocol !== "https:") return "must be an https URL";
  const address = hostname.replace(/^\[(.*)\]$/, "$1");
  if (allowed !== "any" && isIP(address) !== 0 && !isPublicAddress(address))
    return "names an address that is not public";
  return undefined;
}

/** A host name that resolves to an address that is not public. Internal. */
export class HostNotPublic extends Error {
  readonly code = "ERR_HOST_NOT_PUBLIC";
}

/** Looks up a host name for `node:net`, and refuses it when any of its addresses is not public. */
export const lookUpPublic: LookupFunction = (hostname, options, callback) => {
  const all: LookupOptions & { all: true } = { ...options, all: true };
  lookup(hostname, all, (error, addresses: LookupAddress[]) => {
    const refused = error ?? (addresses.every(({ address }) => isPublicAddress(address)) ? null : notPublic(hostname));
    const [first] = addresses ?? [];
    if (refused !== null || options.all) callback(refused, addresses ?? []);
    else callback(null, first?.address ?? "", first?.family);
  });
};

function notPublic(hostname: string): HostNotPublic {
  return new HostNotPublic(`${hostname} resolves to an address that is not public.`);
}
