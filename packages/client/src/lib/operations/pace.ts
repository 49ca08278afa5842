import { reasonOf } from "../transport/abort-reason.js";
import { sleep } from "../transport/sleep.js";

/**
 * How many requests are under way at a time, and when the next one may leave. All lanes share it:
 * when the service says "not now" to one of them, all of them wait, and half as many go on; each
 * round of successes adds one again.
 */
export class Pace {
  readonly #maxLanes: number;
  #lanes: number;
  #active = 0;
  #successes = 0;
  #opensAt = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(lanes: number) {
    this.#maxLanes = lanes;
    this.#lanes = lanes;
  }

  /** Requests that may be under way now. */
  get lanes(): number {
    return this.#lanes;
  }

  /** Waits for a free lane. Rejects with the signal's reason when it is aborted meanwhile. */
  async enter(signal: AbortSignal | undefined): Promise<void> {
    for (;;) {
      if (signal?.aborted) throw reasonOf(signal);
      const waitMs = this.#opensAt - performance.now();
      if (waitMs > 0) {
        await sleep(waitMs, signal);
      } else if (this.#active < this.#lanes) {
        this.#active++;
        return;
      } else {
        await new Promise<void>((resolve) => this.#waiting.push(resolve));
      }
    }
  }

  /** Frees a lane. */
  leave(): void {
    this.#active--;
    for (const resume of this.#waiting.splice(0)) resume();
  }

  succeed(): void {
    if (this.#lanes === this.#maxLanes || ++this.#successes < this.#lanes) return;
    this.#successes = 0;
    this.#lanes++;
  }

  /**
   * Closes all lanes for a while and opens half of them again. Several refusals of one moment count
   * once.
   */
  slowDown(delayMs: number): void {
    const now = performance.now();
    if (now >= this.#opensAt) this.#lanes = Math.max(1, this.#lanes >> 1);
    this.#successes = 0;
    this.#opensAt = Math.max(this.#opensAt, now + delayMs);
  }
}
