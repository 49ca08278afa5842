import { Refusal } from "../http/refusal.js";

/**
 * Counts test sends by the minute. The service allows ten a minute (Azure, "Diagnose dropped
 * notifications"). The hub limits them only when an option says so.
 */
export class TestSendThrottle {
  readonly #perMinute: number;
  readonly #now: () => number;
  #sentAtMs: number[] = [];

  constructor(perMinute: number, now: () => number) {
    this.#perMinute = perMinute;
    this.#now = now;
  }

  /**
   * @throws {Refusal} 429 when the limit is reached, with the seconds until the oldest send of the
   *   last minute no longer counts.
   */
  checkTestSend(): void {
    if (this.#perMinute === Number.POSITIVE_INFINITY) return;
    const now = this.#now();
    this.#sentAtMs = this.#sentAtMs.filter((atMs) => atMs > now - 60_000);
    if (this.#sentAtMs.length >= this.#perMinute) {
      const wait = Math.ceil(((this.#sentAtMs[0] ?? now) + 60_000 - now) / 1000);
      throw new Refusal(429, "The rate of test sends is exceeded.", { "Retry-After": String(wait) });
    }
    this.#sentAtMs.push(now);
  }
}
