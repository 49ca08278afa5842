import { isHubResponseError } from "../errors.js";
import type { Pause } from "../transport/hub-request.js";
import { sleep } from "../transport/sleep.js";
import type { Pace } from "./pace.js";

/**
 * Statuses with which the service says "not now", to all lanes. Other failures concern one call.
 */
const busyStatuses: ReadonlySet<number> = /* @__PURE__ */ new Set([403, 429, 503]);

/**
 * Makes a call in one of the lanes of a pace. The transport decides about retries as for any call,
 * but the wait is made here, since a refusal of one call has to slow down all of them. The signal
 * counts between requests only: what became of a request that is under way should be known.
 *
 * @param call Makes the call with this pause. It is not called when the signal is aborted first.
 */
export async function pacedCall<Result>(
  pace: Pace,
  signal: AbortSignal | undefined,
  call: (pause: Pause) => Promise<Result>,
): Promise<Result> {
  await pace.enter(signal);
  let isInLane = true;
  const pause: Pause = async (delayMs, error) => {
    const isBusy = isHubResponseError(error) && busyStatuses.has(error.status);
    pace.leave();
    isInLane = false;
    if (isBusy) pace.slowDown(delayMs);
    try {
      if (!isBusy) await sleep(delayMs, signal);
      await pace.enter(signal);
    } catch {
      throw error;
    }
    isInLane = true;
  };
  try {
    const result = await call(pause);
    pace.succeed();
    return result;
  } finally {
    if (isInLane) pace.leave();
  }
}
