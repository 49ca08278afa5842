/**
 * Gathers what arrives in bursts and hands it over once per frame, so that ten thousand deliveries
 * cost a few renderings.
 */
export class FrameBatch<Item> {
  readonly #handOver: (items: readonly Item[]) => void;
  readonly #later: (run: () => void) => void;
  #waiting: Item[] = [];

  constructor(handOver: (items: readonly Item[]) => void, later: (run: () => void) => void = nextFrame) {
    this.#handOver = handOver;
    this.#later = later;
  }

  add(item: Item): void {
    if (this.#waiting.push(item) > 1) return;
    this.#later(() => {
      const items = this.#waiting;
      this.#waiting = [];
      this.#handOver(items);
    });
  }
}

/** A frame, or a tenth of a second in a tab that is not seen and draws none. */
function nextFrame(run: () => void): void {
  if (document.hidden) setTimeout(run, 100);
  else requestAnimationFrame(() => run());
}

/**
 * How long a reload waits for the changes to stop, and how long at most while they keep coming, at
 * first.
 */
const QUIET_MS = 200;
const FIRST_WAIT_MS = 100;

/** What {@link Reload} waits with; tests put in their own. */
export interface ReloadClock {
  readonly now: () => number;
  readonly wait: (run: () => void, ms: number) => void;
}

const realClock: ReloadClock = {
  now: () => performance.now(),
  wait: (run, ms) => void setTimeout(run, ms),
};

/**
 * Reloads after a change: soon after a single one, and ever more rarely while changes keep coming,
 * so that two thousand devices that register one after another cost a handful of requests. Once
 * they stop, the last state is loaded at once.
 */
export class Reload {
  readonly #load: () => Promise<void>;
  readonly #longestWaitMs: number;
  readonly #clock: ReloadClock;
  #waitMs = FIRST_WAIT_MS;
  #askedAt = 0;
  #dueAt = 0;
  #isWaiting = false;
  #isLoading = false;

  constructor(load: () => Promise<void>, longestWaitMs: number, clock: ReloadClock = realClock) {
    this.#load = load;
    this.#longestWaitMs = longestWaitMs;
    this.#clock = clock;
  }

  /** Asks for a reload; several calls before it begins are one. */
  request(): void {
    const now = this.#clock.now();
    // A pause longer than the longest wait ends a burst.
    if (now - this.#askedAt > this.#longestWaitMs) this.#waitMs = FIRST_WAIT_MS;
    this.#askedAt = now;
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    this.#dueAt = now + this.#waitMs;
    if (!this.#isLoading) this.#tick();
  }

  #tick(): void {
    const now = this.#clock.now();
    const isQuiet = this.#waitMs > FIRST_WAIT_MS && now - this.#askedAt >= QUIET_MS;
    if (now >= this.#dueAt || isQuiet) void this.#run();
    else this.#clock.wait(() => this.#tick(), Math.min(FIRST_WAIT_MS, this.#dueAt - now));
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
