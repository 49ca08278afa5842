import type { Attempt, Exchange } from "./exchange.js";
import { ExchangeTimeout, markNeverSent } from "./failure.js";

/** Asks for a token and bounds the waiting for it by the time of the attempt. */
export function withinTime<T>(ask: () => Promise<T>, exchange: Exchange, attempt: Attempt): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const { signal } = exchange;
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const abort = (): void => end(signal?.reason);
    const finish = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    };
    const end = (reason: unknown): void => {
      finish();
      reject(reason);
    };
    const timer = setTimeout(() => {
      end(markNeverSent(new ExchangeTimeout(`The credential gave no token within ${attempt.timeoutMs} ms.`)));
    }, attempt.timeoutMs);
    signal?.addEventListener("abort", abort, { once: true });
    ask().then((value) => {
      finish();
      resolve(value);
    }, end);
  });
}
