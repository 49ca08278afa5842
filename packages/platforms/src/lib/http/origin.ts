import { ArgumentError } from "../argument-error.js";
import { isLoopback } from "./hosts.js";

/** The address of a server. */
export interface Origin {
  /** `https://api.push.apple.com` */
  readonly text: string;
  readonly secure: boolean;
  /** Host name or IP address, without the brackets of IPv6. */
  readonly host: string;
  readonly port: number;
}

/** The address of a server, and a path on it. */
export interface Target extends Origin {
  /** Includes the query. */
  readonly path: string;
}

/** Takes a URL apart. */
export function targetOf(url: URL): Target {
  const secure = url.protocol === "https:";
  return {
    text: url.origin,
    secure,
    host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: url.port === "" ? (secure ? 443 : 80) : Number(url.port),
    path: `${url.pathname}${url.search}`,
  };
}

/**
 * Reads the URL that the caller set, or else the URL of the service.
 *
 * @param option The name of the option, for the message.
 * @throws {ArgumentError} when it is neither an https URL nor an http URL on loopback, because
 * credentials would travel unprotected.
 */
export function readServiceUrl(given: string | undefined, own: string, option: string): URL {
  const text: unknown = given ?? own;
  const url = typeof text === "string" && URL.canParse(text) ? new URL(text) : undefined;
  const isRight =
    url !== undefined &&
    url.username === "" &&
    url.password === "" &&
    (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname)));
  if (isRight) return url;
  const rule = "must be an https URL, or an http URL on localhost or another loopback address";
  throw new ArgumentError(option, `${option} ${rule}.`);
}

/** Moves a path to another server. */
export function moveTo(target: Target, base: URL): Target {
  return { ...targetOf(base), path: `${base.pathname.replace(/\/$/, "")}${target.path}` };
}
