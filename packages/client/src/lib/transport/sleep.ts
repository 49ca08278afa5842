import { onAbort } from "./on-abort.js";

/** The longest delay that timers of JavaScript runtimes keep; a longer one fires at once. */
const MAX_TIMER_MS = 2_147_483_647;

/** Waits. Rejects with the signal's reason as soon as it is aborted, and leaves no timer and no listener behind. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const abort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(
      () => {
        stopListening?.();
        resolve();
      },
      Math.min(ms, MAX_TIMER_MS),
    );
    const stopListening = signal && onAbort(signal, abort);
  });
}
