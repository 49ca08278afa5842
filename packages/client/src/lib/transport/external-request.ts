import { isLoopback } from "@nh/auth";
import type { Exchange } from "./exchange.js";

/**
 * A request to an address that came in an answer. It carries no token, and must not lead to a place that only this machine can reach
 * unprotected.
 *
 * @throws {TypeError} when the address is neither https nor plain http to this machine itself.
 */
export function outsideRequest(url: string): Pick<Exchange, "method" | "url" | "body" | "repeat" | "authorized"> {
  const { protocol, hostname } = new URL(url);
  if (protocol !== "https:" && !(protocol === "http:" && isLoopback(hostname))) {
    throw new TypeError(`Refused to read from ${protocol}//${hostname}: only https, or http from this machine itself.`);
  }
  return { method: "GET", url, body: undefined, repeat: "always", authorized: false };
}
