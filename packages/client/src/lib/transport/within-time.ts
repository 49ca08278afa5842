import { ExchangeTimeout } from "./failure.js";

/**
 * Ends a task when its time is over or the caller aborts: it gets a signal, and loses the race even if it does not listen to it.
 *
 * @param timeout What the error says when the time is over, such as `No answer`.
 */
export function withinTime<T>(
  task: (signal: AbortSignal) => Promise<T>,
  timeoutMs: number,
  signal: AbortSignal | undefined,
  timeout: string,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const controller = new AbortController();
    const end = (reason: unknown): void => {
      finish();
      reject(reason);
      controller.abort(reason);
    };
    const abort = (): void => end(signal?.reason);
    const timer = setTimeout(() => end(new ExchangeTimeout(`${timeout} within ${timeoutMs} ms.`)), timeoutMs);
    const finish = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    };
    signal?.addEventListener("abort", abort);
    if (signal?.aborted) abort();
    else task(controller.signal).then(resolve, reject).finally(finish);
  });
}
