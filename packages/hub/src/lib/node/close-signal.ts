import type { ServerResponse } from "node:http";

/** Aborted when the client goes away before it has the whole answer. */
export function closeSignal(outgoing: ServerResponse): AbortSignal {
  const controller = new AbortController();
  outgoing.once("close", () => {
    if (!outgoing.writableFinished) controller.abort();
  });
  return controller.signal;
}
