import { realTiming, type Timing } from "./timing.js";

/**
 * How long a reload waits for the changes to stop, and how long at most while they keep coming, at
 * first.
 */
const QUIET_MS = 200;
const FIRST_WAIT_MS = 100;

/**
 * Reloads after a change: soon after a single one, and ever more rarely while changes keep coming,
 * so that two thousand devices that register one after another cost a handful of requests. Once
 * they stop, the last state is loaded at once.
 */
export class Reload {
  readonly #load: () => Promise<void>;
  readonly #longestWaitMs: number;
  readonly #timing: Timing;
  #waitMs = FIRST_WAIT_MS;
  #askedAt = 0;
  #dueAt = 0;
  #isWaiting = false;
  #isLoading = false;

  constructor(load: () => Promise<void>, longestWaitMs: number, timing: Timing = realTiming) {
    this.#load = load;
    this.#longestWaitMs = longestWaitMs;
    this.#timing = timing;
  }

  /** Asks for a reload; several calls before it begins are one. */
  request(): void {
    const now = this.#timing.now();
    // A pause longer than the longest wait ends a burst.
    if (now - this.#askedAt > this.#longestWaitMs) this.#waitMs = FIRST_WAIT_MS;
    this.#askedAt = now;
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    this.#dueAt = now + this.#waitMs;
    if (!this.#isLoading) this.#tick();
  }

  #tick(): void {
    const now = this.#timing.now();
    const isQuiet = this.#waitMs > FIRST_WAIT_MS && now - this.#askedAt >= QUIET_MS;
    if (now >= this.#dueAt || isQuiet) void this.#run();
    else this.#timing.wait(() => this.#tick(), Math.min(FIRST_WAIT_MS, this.#dueAt - now));
  }

  async #run(): Promise<void> {
    this.#isWaiting = false;
    this.#isLoading = true;
    this.#waitMs = Math.min(this.#longestWaitMs, this.#waitMs * 4);
    await this.#load();
    this.#isLoading = false;
    if (this.#isWaiting) this.#tick();
  }
}
