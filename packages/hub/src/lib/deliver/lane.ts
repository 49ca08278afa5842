import { unref } from "../unref.js";

/** The shortest and the longest pause after a failure, in milliseconds. */
const BASE_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** The longest pause that a service may ask for, in milliseconds. */
const LONGEST_WISH_MS = 3_600_000;

/**
 * How many pushes of one hub to one push service may be on their way. After a failure that also
 * awaits the next push, the lane pauses: for as long as the service asks, else twice as long each
 * time. What concerns one device only does not pause it.
 */
export class Lane {
  readonly #concurrency: number;
  readonly #random: () => number;
  readonly #resume: () => void;
  #active = 0;
  /** Failures since the last success. */
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(concurrency: number, random: () => number, resume: () => void) {
    this.#concurrency = concurrency;
    this.#random = random;
    this.#resume = resume;
  }

  /** How many pushes may begin now. After a failure one goes ahead and tries. */
  get free(): number {
    if (this.#timer !== undefined) return 0;
    return Math.max(0, (this.#failures > 0 ? 1 : this.#concurrency) - this.#active);
  }

  /** Whether a push is on its way. */
  get isActive(): boolean {
    return this.#active > 0;
  }

  /** Whether it is like a new one: nothing is on its way, and nothing failed. */
  get isFresh(): boolean {
    return this.#active === 0 && this.#failures === 0 && this.#timer === undefined;
  }

  /** Begins that many pushes. */
  begin(count: number): void {
    this.#active += count;
  }

  /** Ends a push. */
  end(failed: boolean, retryAfterMs?: number): void {
    this.#active--;
    if (!failed) {
      this.#failures = 0;
      return;
    }
    // What was already on its way when the first one failed says nothing new.
    if (this.#timer !== undefined) return;
    this.#failures++;
    const longest = Math.min(LONGEST_PAUSE_MS, BASE_PAUSE_MS * 2 ** (this.#failures - 1));
    this.#pause(Math.min(LONGEST_WISH_MS, retryAfterMs ?? longest * (0.5 + this.#random() / 2)));
  }

  /** Begins no push for that long. */
  #pause(durationMs: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#resume();
    }, durationMs);
    unref(this.#timer);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
