import type { ComposedSend, Exchange, PageState } from "../compose/protocol.js";

/** What the page shows, as of now. */
export async function loadState(): Promise<PageState> {
  const response = await fetch("/api/state");
  if (!response.ok) throw new Error(`The demo server answered ${response.status}.`);
  return (await response.json()) as PageState;
}

/** Sends through the demo server, which uses `@nh/client`. A refused send is an answer too: its `error` says why. */
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
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw new Error(messageOf(answer) ?? `The demo server answered ${response.status}.`);
  return answer;
}

function messageOf(answer: unknown): string | undefined {
  return typeof answer === "object" && answer !== null && "message" in answer ? String(answer.message) : undefined;
}
