/** Counts the pushes in progress, so that closing can wait for them. */
export class UnderWay {
  #count = 0;
  #whenIdle: (() => void) | undefined;

  begin(): void {
    this.#count++;
  }

  end(): void {
    if (--this.#count === 0) this.#whenIdle?.();
  }

  /** Resolves when no push is in progress. */
  async idle(): Promise<void> {
    if (this.#count === 0) return;
    await new Promise<void>((resolve) => {
      this.#whenIdle = resolve;
    });
  }
}
