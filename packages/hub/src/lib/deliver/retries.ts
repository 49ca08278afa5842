import type { OutgoingPush } from "../state/outbox.js";
import { unref } from "../unref.js";

/** The first and the longest delay before a retry, in milliseconds. */
const BASE_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 600_000;
/** With these delays, so many retries take more than the hour in which pushes are retried. */
const MAX_RETRIES = 15;

/**
 * The pushes that surely did not arrive and are retried. Each waits on its own, twice as long each
 * time, or for as long as the service asks. A restart counts anew; when a push is no longer worth
 * it is durable.
 */
export class Retries {
  readonly #random: () => number;
  readonly #counts = new Map<number, number>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();

  constructor(random: () => number) {
    this.#random = random;
  }

  /**
   * How long to wait before a push is retried. Undefined when it has been retried often enough, or
   * when its time would be over.
   */
  delayOf({ id, payload }: OutgoingPush, askedMs: number | undefined, nowMs: number): number | undefined {
    const count = this.#counts.get(id) ?? 0;
    const longest = Math.min(LONGEST_DELAY_MS, BASE_DELAY_MS * 2 ** count);
    const delayMs = askedMs ?? longest * (0.5 + this.#random() / 2);
    return count < MAX_RETRIES && nowMs + delayMs < payload.retryUntilMs ? delayMs : undefined;
  }

  /** Calls back when a push is due. */
  schedule({ id }: OutgoingPush, delayMs: number, due: () => void): void {
    this.#counts.set(id, (this.#counts.get(id) ?? 0) + 1);
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      due();
    }, delayMs);
    this.#timers.add(timer);
    unref(timer);
  }

  /** Forgets a push that is settled. */
  forget({ id }: OutgoingPush): void {
    this.#counts.delete(id);
  }

  /** Retries nothing more in this process. */
  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
