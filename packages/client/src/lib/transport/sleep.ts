import { MAX_TIMER_MS } from "../check-options.js";
import { reasonOf } from "./abort-reason.js";
import { onAbort } from "./on-abort.js";

/**
 * Waits. Rejects with the signal's reason as soon as it is aborted, and leaves no timer and no
 * listener behind.
 */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    if (signal?.aborted) {
      reject(reasonOf(signal));
      return;
    }
    const stopListening =
      signal &&
      onAbort(signal, () => {
        clearTimeout(timer);
        reject(reasonOf(signal));
      });
    const timer = setTimeout(
      () => {
        stopListening?.();
        resolve();
      },
      Math.min(ms, MAX_TIMER_MS),
    );
  });
}
