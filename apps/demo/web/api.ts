import type { ComposedSend, Exchange, PageState } from "../compose/protocol.js";

/** Loads the current state of the page. */
export async function loadState(): Promise<PageState> {
  const response = await fetch("/api/state");
  if (!response.ok) throw new Error(`The demo server responded with ${response.status}.`);
  return (await response.json()) as PageState;
}

/**
 * Sends through the demo server, which uses `@nh/client`. If the send is refused, `error` says why.
 */
export function postSend(send: ComposedSend): Promise<Exchange> {
  return post("/api/send", send) as Promise<Exchange>;
}

/** Empties the inbox of every device. */
export async function postClear(): Promise<void> {
  await post("/api/clear", {});
}

async function post(path: string, body: unknown): Promise<unknown> {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const result: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw new Error(messageOf(result) ?? `The demo server responded with ${response.status}.`);
  return result;
}

function messageOf(result: unknown): string | undefined {
  return typeof result === "object" && result !== null && "message" in result ? String(result.message) : undefined;
}
