import { ExchangeFailure } from "./exchange-failure.js";
import { onAbort } from "./on-abort.js";
import type { Wait } from "./wait.js";

/**
 * Waits for a promise that many requests share, within the limits of one request. The promise goes
 * on for the others.
 *
 * @param what The beginning of the sentence "… within 30,000 ms.".
 * @throws {ExchangeFailure} with `processed: "never"` after the timeout: the request is not sent.
 * @throws The reason of the signal.
 */
export function within<T>(
  shared: Promise<T>,
  { timeoutMs, signal }: Wait,
  step: "token" | "connect",
  what: string,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void): void => {
      clearTimeout(timer);
      stopListening?.();
      finish();
    };
    const timer = setTimeout(() => {
      const reason = `${what} within ${Math.ceil(timeoutMs).toLocaleString("en-US")} ms.`;
      settle(() => reject(new ExchangeFailure({ step, processed: "never", reason })));
    }, timeoutMs);
    const stopListening = signal && onAbort(signal, () => settle(() => reject(signal.reason)));
    shared.then(
      (value) => settle(() => resolve(value)),
      (error) => settle(() => reject(error)),
    );
  });
}
