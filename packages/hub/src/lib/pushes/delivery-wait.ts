import { checkOptions, filterWording, hasMethods, idRule, type OptionRules, timeoutRule } from "../check-options.js";
import type { Delivery } from "./delivery.js";
import { type DeliveryFilter, deliveryFilterRules, deliveryMatcher } from "./delivery-filter.js";

export interface WaitForOptions extends DeliveryFilter {
  /** Only deliveries after the one with this id. Default: all that are kept. */
  readonly after?: string | undefined;
  /** How long to wait, in milliseconds of real time. Default 5,000. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

const waitRules: OptionRules<WaitForOptions> = {
  ...deliveryFilterRules,
  after: idRule,
  timeoutMs: timeoutRule,
  signal: { accepts: hasMethods("addEventListener", "removeEventListener"), form: "an AbortSignal" },
};

/** @throws {ArgumentError} when an option is wrong. The message names it. */
export function checkWaitForOptions(options: WaitForOptions): void {
  checkOptions(options, waitRules, filterWording);
}

const brand: unique symbol = Symbol.for("@nh/hub/DeliveryTimeoutError");

/** No delivery matched in time. The message says how many deliveries are kept. */
export class DeliveryTimeoutError extends Error {
  readonly [brand] = true;
  override readonly name = "DeliveryTimeoutError";
  readonly code = "NH_DELIVERY_TIMEOUT";
}

/** Whether a value is a {@link DeliveryTimeoutError}, also one of another copy of this package. */
export function isDeliveryTimeoutError(value: unknown): value is DeliveryTimeoutError {
  return typeof value === "object" && value !== null && brand in value;
}

interface Waiter {
  readonly matches: (delivery: Delivery) => boolean;
  readonly resolve: (delivery: Delivery) => void;
  readonly reject: (reason: unknown) => void;
}

/** The waits for a delivery that has not come yet. */
export class DeliveryWaiters {
  readonly #waiters = new Set<Waiter>();

  /** Whether anybody waits. Making deliveries for nobody would waste time on the hot path. */
  get waiting(): boolean {
    return this.#waiters.size > 0;
  }

  /** Shows a new delivery to everybody who waits. */
  notify(delivery: Delivery): void {
    for (const waiter of this.#waiters) if (waiter.matches(delivery)) waiter.resolve(delivery);
  }

  /** @throws {DeliveryTimeoutError} when no delivery matches in time. */
  wait(options: WaitForOptions, describeKept: () => string): Promise<Delivery> {
    const { timeoutMs = 5000, signal } = options;
    return new Promise<Delivery>((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason);
      const finish = (): void => {
        clearTimeout(timer);
        this.#waiters.delete(waiter);
        stopListening();
      };
      const onAbort = (): void => waiter.reject(signal?.reason);
      const waiter: Waiter = {
        matches: deliveryMatcher(options),
        resolve(delivery) {
          finish();
          resolve(delivery);
        },
        reject(reason) {
          finish();
          reject(reason);
        },
      };
      const stopListening = (): void => {
        try {
          signal?.removeEventListener("abort", onAbort);
        } catch {
          // A signal of foreign code. The wait has ended anyway.
        }
      };
      // Before the timer: what a signal of foreign code throws rejects the wait.
      signal?.addEventListener("abort", onAbort, { once: true });
      const timer = setTimeout(() => waiter.reject(timedOut(options, timeoutMs, describeKept())), timeoutMs);
      this.#waiters.add(waiter);
    });
  }

  /** Ends every wait because the hub closes. */
  rejectAll(reason: Error): void {
    for (const waiter of [...this.#waiters]) waiter.reject(reason);
  }
}

function timedOut(options: WaitForOptions, timeoutMs: number, kept: string): DeliveryTimeoutError {
  const { timeoutMs: _timeout, signal: _signal, ...filter } = options;
  return new DeliveryTimeoutError(
    `No delivery matched ${JSON.stringify(filter)} within ${timeoutMs} ms. ${kept} hub.explain(…) says why a device is not reached.`,
  );
}
