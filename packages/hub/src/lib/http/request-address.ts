/** The parts of a request's address. A `URL` has them, too. */
export interface RequestAddress {
  /** `http:` or `https:`. */
  readonly protocol: string;
  /** With the port. */
  readonly host: string;
  readonly hostname: string;
  /** Percent-encoded. */
  readonly pathname: string;
  /** With its question mark. Empty without a query. */
  readonly search: string;
}

/**
 * Splits the `url` of a `Request`. The constructor of `Request` has already parsed and normalized
 * it, so it only needs cutting. Parsing it again for every request would cost several times as
 * much.
 */
export function readAddress(url: string): RequestAddress {
  const hostAt = url.indexOf("//") + 2;
  const fragmentAt = url.indexOf("#", hostAt);
  const end = fragmentAt < 0 ? url.length : fragmentAt;
  const pathAt = url.indexOf("/", hostAt);
  const queryAt = url.indexOf("?", pathAt);
  const pathEnd = queryAt < 0 || queryAt > end ? end : queryAt;
  const host = url.slice(hostAt, pathAt);
  return {
    protocol: url.slice(0, hostAt - 2),
    host,
    hostname: host.replace(/:\d*$/, ""),
    pathname: url.slice(pathAt, pathEnd),
    // A URL has an empty search for a bare question mark.
    search: end - pathEnd > 1 ? url.slice(pathEnd, end) : "",
  };
}

/** Whether a path belongs to the control API. */
export function isControlPath(pathname: string): boolean {
  return pathname === "/_nh" || pathname.startsWith("/_nh/");
}

/** Whether a path is one at which a browser opens the page. */
export function isPagePath(pathname: string): boolean {
  return pathname === "/" || pathname === "/_nh" || pathname === "/_nh/";
}
