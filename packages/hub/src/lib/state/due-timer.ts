import { LONGEST_WAIT_MS } from "../check-options.js";
import { unref } from "../unref.js";

/** One timer for the next of many things that fall due. It never keeps the process alive. */
export class DueTimer {
  readonly #ring: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ring: () => void) {
    this.#ring = ring;
  }

  /** Makes the timer ring after a delay in milliseconds. Undefined stops it. */
  set(delayMs: number | undefined): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (delayMs === undefined) return;
    this.#timer = setTimeout(this.#ring, Math.min(Math.max(delayMs, 0), LONGEST_WAIT_MS));
    unref(this.#timer);
  }
}
