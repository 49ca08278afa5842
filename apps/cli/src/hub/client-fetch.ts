import { nodeFetch } from "@nh/client/transport";

/**
 * Sends a request as the client does: through the proxy of HTTPS_PROXY, which the global `fetch`
 * does not use. Redirects are not followed.
 */
export async function clientFetch(
  url: string,
  { method = "GET", headers, signal }: Pick<RequestInit, "method" | "headers" | "signal">,
): Promise<Response> {
  const fetch = nodeFetch();
  try {
    const init = {
      method,
      headers: Object.fromEntries(new Headers(headers)),
      redirect: "manual" as const,
      ...(signal && { signal }),
      // The signal of the caller keeps the time.
      timeoutMs: LONGEST_TIMER_MS,
    };
    const response = await fetch(url, init);
    const { status } = response;
    const body = hasNoBody.has(status) ? null : await response.text();
    return new Response(body, { status, headers: entriesOf(response.headers) });
  } finally {
    await fetch.close();
  }
}

const LONGEST_TIMER_MS = 2_147_483_647;

/** `Response` takes no body with these. */
const hasNoBody: ReadonlySet<number> = new Set([204, 205, 304]);

const entriesOf = (headers: object): [string, string][] => [...(headers as Iterable<[string, string]>)];
