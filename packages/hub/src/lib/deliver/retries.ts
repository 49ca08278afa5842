import { LONGEST_WAIT_MS } from "../check-options.js";
import type { OutgoingPush } from "../state/outbox.js";
import { unref } from "../unref.js";

/** The first and the longest delay before a retry, in milliseconds. */
const BASE_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 600_000;
/** With these delays, so many retries take more than the hour in which pushes are retried. */
const MAX_RETRIES = 15;

/**
 * The pushes that surely did not arrive and are retried. Each waits on its own, twice as long each
 * time, or for as long as the service asks.
 */
export class Retries {
  readonly #random: () => number;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();

  constructor(random: () => number) {
    this.#random = random;
  }

  /**
   * How long to wait before a push is retried. Undefined when it has been retried often enough, or
   * when its time would be over.
   *
   * @param nowMs The real time, in milliseconds since 1970.
   */
  delayOf(push: OutgoingPush, askedMs: number | undefined, nowMs: number): number | undefined {
    const delayMs = askedMs ?? this.backoffMs(push);
    return push.retries < MAX_RETRIES && nowMs + delayMs < push.payload.retryUntilMs ? delayMs : undefined;
  }

  /** How long a push waits when the service does not say. */
  backoffMs({ retries }: OutgoingPush): number {
    return Math.min(LONGEST_DELAY_MS, BASE_DELAY_MS * 2 ** retries) * (0.5 + this.#random() / 2);
  }

  /** Calls back after a delay. */
  schedule(delayMs: number, due: () => void): void {
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer);
        due();
      },
      Math.min(delayMs, LONGEST_WAIT_MS),
    );
    this.#timers.add(timer);
    unref(timer);
  }

  /** Retries nothing more in this process. */
  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
