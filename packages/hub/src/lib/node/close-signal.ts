import type { ServerResponse } from "node:http";

/** A signal that is aborted when the client goes away before it has the whole response. */
export function closeSignal(outgoing: ServerResponse): AbortSignal {
  const controller = new AbortController();
  outgoing.once("close", () => {
    if (!outgoing.writableFinished) controller.abort();
  });
  return controller.signal;
}
