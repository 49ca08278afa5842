import { isLoopback } from "@nh/auth";
import { markNeverSent } from "../failures.js";

/** The variables of the environment that say which proxy to use. Lower case wins, as in curl. */
export type ProxyEnvironment = Readonly<Record<string, string | undefined>>;

/** A proxy for https requests. */
export interface ProxyAddress {
  readonly protocol: "http:" | "https:";
  readonly hostname: string;
  readonly port: number;
  /** Value of `Proxy-Authorization`, where the address names a user. A secret. */
  readonly authorization: string | undefined;
}

/**
 * The proxy through which the client reaches a URL under Node: the one of `HTTPS_PROXY`, unless
 * `NO_PROXY` names the host. This machine itself is never reached through a proxy, and plain http
 * is for this machine only.
 *
 * @param environment Default: `process.env`.
 * @returns undefined when the client connects directly.
 * @throws {TypeError} when the URL is not one, or `HTTPS_PROXY` is not the address of an http or
 * https proxy. The message does not quote the address.
 *
 * @example
 * proxyFor("https://contoso.servicebus.windows.net", {
 *   HTTPS_PROXY: "http://proxy.example:3128",
 *   NO_PROXY: "windows.net",
 * }); // undefined
 */
export function proxyFor(url: string | URL, environment: ProxyEnvironment = process.env): ProxyAddress | undefined {
  const origin = new URL(url);
  if (origin.protocol !== "https:" || isLoopback(origin.hostname)) return undefined;
  const text = (environment.https_proxy ?? environment.HTTPS_PROXY)?.trim();
  if (text === undefined || text === "") return undefined;
  const noProxy = environment.no_proxy ?? environment.NO_PROXY ?? "";
  return isExempt(origin, noProxy) ? undefined : readProxy(text);
}

function readProxy(text: string): ProxyAddress {
  try {
    const url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
    const { protocol } = url;
    if (protocol !== "http:" && protocol !== "https:") throw new TypeError("The proxy must use http or https.");
    const port = url.port === "" ? (protocol === "https:" ? 443 : 80) : Number(url.port);
    return { protocol, hostname: unbracket(url.hostname), port, authorization: basicAuthorization(url) };
  } catch {
    // The reason is omitted: the runtime's own messages quote the address, which may hold a
    // password.
    throw markNeverSent(
      new TypeError("HTTPS_PROXY must be the address of a proxy, such as http://proxy.example:3128."),
    );
  }
}

function basicAuthorization(url: URL): string | undefined {
  if (url.username === "") return undefined;
  const bytes = new TextEncoder().encode(`${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}

/**
 * `NO_PROXY`: names separated by commas or blanks; a name covers its subdomains, with or without a
 * leading dot or `*.`; `*` is all.
 */
function isExempt(origin: URL, noProxy: string): boolean {
  const host = unbracket(origin.hostname);
  const port = origin.port === "" ? "443" : origin.port;
  return noProxy
    .toLowerCase()
    .split(/[,\s]+/)
    .some((entry) => {
      if (entry === "*") return true;
      const [, name = entry, onlyPort = port] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(entry) ?? [];
      const domain = unbracket(name).replace(/^\*?\./, "");
      return domain !== "" && onlyPort === port && (host === domain || host.endsWith(`.${domain}`));
    });
}

function unbracket(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, "$1");
}
