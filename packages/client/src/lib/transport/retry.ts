import { unreachable } from "../late.js";
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
    // Not throwIfAborted(): the signals that polyfills make have none.
    if (exchange.signal?.aborted) throw exchange.signal.reason;
    const outcome = await tryOnce(call, 1);
    return "status" in outcome ? outcome : recoverFrom(call, outcome);
  };
}

async function recoverFrom(call: Call, failed: FailedAttempt): Promise<AttemptedAnswer> {
  const { recover } = await import("./recover.js").catch((cause: unknown) => {
    throw giveUpUnjudged(call, failed, cause);
  });
  return recover(call, failed, tryOnce, emit);
}

/** In a browser the module that judges failures may be out of reach, for the very reason that made the request fail. */
function giveUpUnjudged(call: Call, failed: FailedAttempt, reason: unknown): unknown {
  const { operation, method, shownUrl: url, signal } = call.exchange;
  const status = "refused" in failed ? failed.refused.status : 0;
  const error: unknown = signal?.aborted
    ? signal.reason
    : unreachable(
        `${operation} failed (${status || "no answer"}). A part of @nh/client could not be loaded.`,
        "thrown" in failed ? failed.thrown : reason,
        {
          attempts: 1,
          // A page in place of a success, a lost answer, and what a server does not know itself.
          mayHaveBeenSent: !(status >= 300 && status < 500) || status === 408,
          request: { method, url, headers: {} },
        },
      );
  emit(call, 1, { type: "giveUp", durationMs: performance.now() - call.began, error });
  return error;
}
