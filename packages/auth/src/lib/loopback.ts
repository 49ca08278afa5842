/** 127.0.0.0/8 in the four decimal numbers that `URL` makes of every spelling. */
const ipv4 = /^127(?:\.(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/;

/** `::1` and an address of 127.0.0.0/8 written as IPv6, as `URL` spells them. */
const ipv6 = /^\[(?:::1|::ffff:7f[\da-f]{2}:[\da-f]{1,4})\]$/;

/**
 * Tells whether a host name means this machine itself, so that what is sent there never leaves it.
 *
 * Those are 127.0.0.0/8, `::1` in every spelling (with and without brackets), the same IPv4
 * addresses written as IPv6 (`::ffff:127.0.0.1`), and `localhost`. Names below `localhost` are not:
 * Node asks the resolver for them, and whoever answers decides where they lead. `0.0.0.0` and `::`
 * are not: they mean every interface of the machine.
 *
 * @param hostname A host without port, as `URL.hostname` has it; capital letters are accepted.
 * @returns false for anything but a string.
 *
 * @example
 * isLoopback("127.0.0.1"); // true
 * isLoopback("hub.localhost"); // false
 */
export function isLoopback(hostname: string): boolean {
  if (typeof hostname !== "string") return false;
  const name = hostname.toLowerCase();
  return name === "localhost" || ipv4.test(name) || ipv6.test(canonicalIpv6(name));
}

/** The one spelling that `URL` gives an IPv6 address; empty when it is not one. */
function canonicalIpv6(name: string): string {
  const [, address] = /^\[?([\da-f.]*:[\da-f:.]+)\]?$/.exec(name) ?? [];
  if (address === undefined) return "";
  try {
    return new URL(`http://[${address}]/`).hostname;
  } catch {
    return "";
  }
}
