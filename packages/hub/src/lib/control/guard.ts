/**
 * Why a request must not reach the control API. Undefined when it may. The API has no password, so
 * a page of another origin must not use it through a developer's browser: not by a form or a script
 * (CSRF), and not by a host name that was made to point to this machine (DNS rebinding). Programs
 * other than browsers send none of the headers tested here.
 */
export function refusalOfForeignPage(request: Request, url: URL): string | undefined {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") {
    return "A page of another origin may not use the control API.";
  }
  const origin = request.headers.get("origin");
  if (origin !== null && !isOwnOrigin(origin, url)) return "A page of another origin may not use the control API.";
  const host = request.headers.get("host") ?? url.host;
  if (!isTrustedHost(host)) {
    return `The control API is reached as localhost or by an IP address, not as ${JSON.stringify(host.slice(0, 80))}.`;
  }
  return undefined;
}

function isOwnOrigin(origin: string, url: URL): boolean {
  try {
    return new URL(origin).host === url.host;
  } catch {
    return false;
  }
}

/**
 * Names that no foreign DNS server can resolve, and the service's own, which only a call inside
 * this process can carry.
 */
function isTrustedHost(host: string): boolean {
  const name = host.replace(/:\d+$/, "").toLowerCase();
  return (
    name === "localhost" ||
    name.endsWith(".localhost") ||
    /^\d{1,3}(?:\.\d{1,3}){3}$/.test(name) ||
    /^\[[0-9a-f:.]+\]$/.test(name) ||
    name.endsWith(".servicebus.windows.net")
  );
}
