/**
 * Whether a hub is closed, for everything that waits. An `AbortSignal` would not do: Node warns of
 * a leak when more than ten requests wait for one.
 */
export class Closing {
  #isClosed = false;
  readonly #waiting = new Set<() => void>();

  /** Nothing may be written after that. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /**
   * Calls back when the hub closes, or soon when it is closed already: a request may begin to wait
   * only afterwards. The callback never runs before this method has returned.
   *
   * @returns Removes the callback.
   */
  onClose(callback: () => void): () => void {
    this.#waiting.add(callback);
    if (this.#isClosed) queueMicrotask(() => this.close());
    return () => this.#waiting.delete(callback);
  }

  /** Ends all that waits. */
  close(): void {
    this.#isClosed = true;
    for (const callback of this.#waiting) callback();
    this.#waiting.clear();
  }
}
