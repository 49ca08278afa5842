import { LONGEST_WAIT_MS } from "../check-options.js";
import type { IncomingNotification } from "../pushes/incoming-notification.js";

/** A send that waits for its time. */
export interface ScheduledSend {
  readonly hub: string;
  readonly id: string;
  readonly dueAtMs: number;
  readonly notification: IncomingNotification;
  /** The expression as it was sent; undefined for everybody. */
  readonly tags: string | undefined;
  readonly host: string;
  readonly apiVersion: string;
  readonly enqueuedAtMs: number;
}

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

/** Lets the process end although the timer runs, where the runtime knows how. */
export function unref(timer: unknown): void {
  if (typeof timer === "object" && timer !== null && "unref" in timer && typeof timer.unref === "function")
    timer.unref();
}
