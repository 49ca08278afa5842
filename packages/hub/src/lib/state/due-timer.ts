import { LONGEST_WAIT_MS } from "../check-options.js";
import { unref } from "../unref.js";

/** One timer that rings when the next of many things is due. It never keeps a process alive. */
export class DueTimer {
  readonly #ring: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ring: () => void) {
    this.#ring = ring;
  }

  /** Sets the timer to ring after a while, or not at all. */
  set(delayMs: number | undefined): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (delayMs === undefined) return;
    this.#timer = setTimeout(this.#ring, Math.min(Math.max(delayMs, 0), LONGEST_WAIT_MS));
    unref(this.#timer);
  }
}
