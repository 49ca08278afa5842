/**
 * Whether a hub is closed, for everything that waits. An `AbortSignal` does not serve: Node warns
 * of a leak when more than ten requests wait for one.
 */
export class Closing {
  #isClosed = false;
  readonly #waiting = new Set<() => void>();

  /** Nothing may be written after that. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /**
   * Calls back when the hub closes.
   *
   * @returns Removes the callback.
   */
  onClose(callback: () => void): () => void {
    this.#waiting.add(callback);
    return () => this.#waiting.delete(callback);
  }

  /** Ends all that waits. */
  close(): void {
    this.#isClosed = true;
    for (const callback of this.#waiting) callback();
    this.#waiting.clear();
  }
}
