/** The headers of JSON that no cache keeps. */
export const jsonHeaders = { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" } as const;

/** A JSON response that no cache keeps. */
export function json(status: number, value: unknown): Response {
  return new Response(JSON.stringify(value), { status, headers: jsonHeaders });
}

export function noContent(): Response {
  return new Response(null, { status: 204, headers: { "cache-control": "no-store" } });
}
