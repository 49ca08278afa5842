import { sleep } from "../transport/sleep.js";

/** Lets so many handles through per second, evenly over time, without saving up for later. */
export class RateLimit {
  readonly #perSecond: number;
  #opensAt = 0;

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  /**
   * Waits until a batch of this size may leave: until the time of those before it is over. Rejects
   * with the signal's reason when it is aborted meanwhile.
   */
  async enter(handles: number, signal: AbortSignal): Promise<void> {
    const now = performance.now();
    const opensAt = Math.max(now, this.#opensAt);
    this.#opensAt = opensAt + (handles * 1000) / this.#perSecond;
    if (opensAt > now) await sleep(opensAt - now, signal);
  }
}
