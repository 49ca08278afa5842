import type { IncomingMessage, ServerResponse } from "node:http";
import type { OptionRules } from "../check-options.js";
import { refusalOfForeignRequest, type TrustedSources } from "../http/foreign-request.js";
import type { RequestAddress } from "../http/request-address.js";

/**
 * Who may use a hub on a port, in addition to this machine's own programs and the hub's own page.
 */
export interface GuardOptions {
  /**
   * Host names under which the hub is reached, without ports, such as `["hub"]` for a service of
   * Docker Compose. `localhost`, IP addresses and the name in `host` are always allowed. Default:
   * no others, so that no name which was made to point to this machine (DNS rebinding) works.
   */
  readonly allowHosts?: readonly string[] | undefined;
  /**
   * Origins whose pages may use the hub and read its responses, such as
   * `["http://localhost:5173"]`. Another port of localhost is another origin. Default: none.
   */
  readonly allowOrigins?: readonly string[] | undefined;
}

export const guardRules: OptionRules<GuardOptions> = {
  allowHosts: {
    accepts: (value) => Array.isArray(value) && value.every(isHostName),
    form: 'a list of host names without ports, such as ["hub"]',
  },
  allowOrigins: {
    accepts: (value) => Array.isArray(value) && value.every(isOrigin),
    form: 'a list of origins, such as ["http://localhost:5173"]',
  },
};

function isHostName(value: unknown): boolean {
  return typeof value === "string" && /^[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,252})$/.test(value);
}

function isOrigin(value: unknown): boolean {
  return typeof value === "string" && /^https?:/.test(value) && URL.canParse(value) && new URL(value).origin === value;
}

/**
 * Headers of responses that a page of an allowed origin may read, besides those that any page may.
 */
const EXPOSED_HEADERS = [
  "Date",
  "Location",
  "Retry-After",
  "TrackingId",
  "x-ms-correlation-request-id",
  "X-MS-ContinuationToken",
].join(", ");

const ALLOWED_METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";

/** How long a browser may remember the response to a preflight request. */
const PREFLIGHT_SECONDS = 600;

/** Decides which requests over a socket may reach the hub, whatever their path. */
export class SocketGuard {
  readonly #origins: ReadonlySet<string>;
  readonly #trusted: TrustedSources;

  constructor({ allowHosts = [], allowOrigins = [] }: GuardOptions) {
    const hosts = new Set(allowHosts.map((name) => name.toLowerCase()));
    this.#origins = new Set(allowOrigins);
    this.#trusted = {
      trustsHost: (hostname) => hosts.has(hostname.toLowerCase()),
      trustsOrigin: (origin) => this.#origins.has(origin),
    };
  }

  /** Why a request must not reach the hub. Undefined when it may. */
  refusalOf({ method = "GET", headers }: IncomingMessage, address: RequestAddress): string | undefined {
    const header = (name: string): string | null => {
      const value = headers[name];
      return typeof value === "string" ? value : null;
    };
    return refusalOfForeignRequest({ method, address, header }, this.#trusted);
  }

  /**
   * Adds the headers with which a page of an allowed origin may read the response (the CORS
   * protocol of the Fetch standard).
   *
   * @returns whether the request only asks for them (a preflight), so that this is the whole
   * response.
   */
  shareResponse({ method, headers }: IncomingMessage, outgoing: ServerResponse): boolean {
    const { origin } = headers;
    if (origin === undefined || !this.#origins.has(origin)) return false;
    outgoing.setHeader("Access-Control-Allow-Origin", origin);
    outgoing.setHeader("Vary", "Origin");
    if (method !== "OPTIONS" || headers["access-control-request-method"] === undefined) {
      outgoing.setHeader("Access-Control-Expose-Headers", EXPOSED_HEADERS);
      return false;
    }
    outgoing.setHeader("Access-Control-Allow-Methods", ALLOWED_METHODS);
    const requested = headers["access-control-request-headers"];
    if (requested !== undefined) outgoing.setHeader("Access-Control-Allow-Headers", requested);
    if (headers["access-control-request-private-network"] === "true")
      outgoing.setHeader("Access-Control-Allow-Private-Network", "true");
    outgoing.setHeader("Access-Control-Max-Age", String(PREFLIGHT_SECONDS));
    return true;
  }
}
