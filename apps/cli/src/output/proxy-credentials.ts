/** What a response with status 407 means. */
export const proxyCredentials = "a proxy asks for credentials (407)";

export const proxyCredentialsFix =
  "A proxy asks for credentials. Set HTTPS_PROXY=http://user:password@host:port, or name the host of the service in NO_PROXY.";

/** The words of the client for a 407, of the service's address or of the proxy itself. */
export const saysProxyCredentials = /\b(?:refused with|refused the connection with|failed with) 407\b/;

/**
 * Whether the global `fetch` failed because of a 407. It hides such a response: its cause is an
 * error without message and code, or with these words.
 * Source: `httpNetworkOrCacheFetch` in lib/web/fetch/index.js of undici.
 */
export function isHidden407(error: unknown): boolean {
  if (!(error instanceof TypeError) || !(error.cause instanceof Error)) return false;
  const { cause } = error;
  return cause.message === "proxy authentication required" || (cause.message === "" && !("code" in cause));
}
