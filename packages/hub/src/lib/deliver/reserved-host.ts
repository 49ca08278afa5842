/**
 * Whether an endpoint names a host that exists nowhere (RFC 2606 and RFC 6761). Sample devices use
 * such hosts. The hub records pushes to them and sends nothing.
 */
export function isReservedHost(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { hostname } = new URL(endpoint);
  return /(^|\.)(example|invalid|test|example\.(com|net|org))$/.test(hostname);
}
