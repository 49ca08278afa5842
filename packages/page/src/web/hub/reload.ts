import { realTiming, type Timing } from "./timing.js";

/** How long a reload waits while changes keep coming, at first; each wait is six times the last. */
const FIRST_WAIT_MS = 100;
const GROWTH = 6;

/**
 * The time without a change after which a burst counts as over. It grows with the wait, since a
 * long burst may pause for a moment on a busy machine.
 */
const QUIET_MS = { least: 200, most: 2_000 } as const;

/** A change after a pause of this length begins another burst. */
const PAUSE_MS = 3_000;

/**
 * Reloads after a change: soon after a single one, and ever more rarely while changes keep coming,
 * so that two thousand devices that register one after another cost a handful of requests. Once
 * they stop, the last state is loaded: within 0.3 seconds after a short burst, and within 2.1 after
 * a long one.
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
    if (now - this.#askedAt > Math.min(PAUSE_MS, this.#longestWaitMs)) this.#waitMs = FIRST_WAIT_MS;
    this.#askedAt = now;
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    this.#dueAt = now + this.#waitMs;
    if (!this.#isLoading) this.#tick();
  }

  #tick(): void {
    const now = this.#timing.now();
    const quietMs = Math.min(QUIET_MS.most, Math.max(QUIET_MS.least, this.#waitMs / 4));
    const isQuiet = this.#waitMs > FIRST_WAIT_MS && now - this.#askedAt >= quietMs;
    if (now >= this.#dueAt || isQuiet) void this.#run();
    else this.#timing.wait(() => this.#tick(), Math.min(FIRST_WAIT_MS, this.#dueAt - now));
  }

  async #run(): Promise<void> {
    this.#isWaiting = false;
    this.#isLoading = true;
    this.#waitMs = Math.min(this.#longestWaitMs, this.#waitMs * GROWTH);
    await this.#load();
    this.#isLoading = false;
    if (this.#isWaiting) this.#tick();
  }
}
