import { type AttemptedAnswer, type Call, emit, type FailedAttempt, type RetrySeams, tryOnce } from "./attempt.js";
import type { Exchange, Send } from "./exchange.js";

/**
 * The outermost layer: repeats what may be repeated. What judges a failure and decides about it is loaded with the first one: most
 * programs send for a long time before they need it.
 */
export function withRetry(send: Send, seams: RetrySeams): (exchange: Exchange) => Promise<AttemptedAnswer> {
  let calls = 0;
  return async (exchange) => {
    const call: Call = { send, seams, exchange, id: ++calls, began: performance.now() };
    exchange.signal?.throwIfAborted();
    const outcome = await tryOnce(call, 1, false);
    return "status" in outcome ? outcome : recoverFrom(call, outcome);
  };
}

async function recoverFrom(call: Call, failed: FailedAttempt): Promise<AttemptedAnswer> {
  const { recover } = await import("./recover.js").catch((cause: unknown) => {
    // In a browser the file may be out of reach, for the very reason that made the request fail.
    if ("thrown" in failed) throw failed.thrown;
    throw new Error(`${call.exchange.operation} was refused with ${failed.refused.status}.`, { cause });
  });
  return recover(call, failed, tryOnce, emit);
}
