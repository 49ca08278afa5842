interface Unsettled {
  count: number;
  readonly resolve: () => void;
  readonly settled: Promise<void>;
}

/**
 * How many parts of a send are not done: pushes that wait for a push service, and groups of pushes
 * that a fault delays.
 */
export class UnsettledSends {
  readonly #byId = new Map<string, Unsettled>();

  /** Adds parts to a send. */
  add(id: string, count: number): void {
    if (count === 0) return;
    const known = this.#byId.get(id);
    if (known !== undefined) {
      known.count += count;
      return;
    }
    let resolve = (): void => {};
    const settled = new Promise<void>((done) => {
      resolve = done;
    });
    this.#byId.set(id, { count, resolve, settled });
  }

  /** How many parts of a send are left. */
  left(id: string): number {
    return this.#byId.get(id)?.count ?? 0;
  }

  /** Notes that parts are done. */
  settle(id: string, count: number): void {
    const known = this.#byId.get(id);
    if (known === undefined) return;
    known.count -= count;
    if (known.count > 0) return;
    this.#byId.delete(id);
    known.resolve();
  }

  /** Resolves when every part of a send is done. */
  whenSettled(id: string): Promise<void> {
    return this.#byId.get(id)?.settled ?? Promise.resolve();
  }
}
