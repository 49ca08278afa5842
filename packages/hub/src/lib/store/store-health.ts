import type { RecordReplacement, RecordStore } from "./record-store.js";

/** The codes of a full disk, and of a used-up quota. */
const fullCodes: ReadonlySet<unknown> = new Set(["NH_STORE_FULL", "ENOSPC", "EDQUOT", "SQLITE_FULL"]);

/** Knows whether the last write to the store failed, and why. A hub without a store is well. */
export class StoreHealth {
  #failure: { readonly reason: string } | undefined;
  readonly #failures = new WeakSet<object>();

  /** The same store, watched. */
  watch(store: RecordStore): RecordStore {
    const watched: RecordStore = {
      load: () => store.load(),
      commit: (changes) => this.#attempt(() => store.commit(changes)),
      close: () => store.close(),
    };
    const begin = store.beginReplacement?.bind(store);
    if (begin !== undefined) watched.beginReplacement = () => this.#watchReplacement(begin);
    return watched;
  }

  /** Whether an error is what the store threw from a write. Nothing has changed then. */
  caused(error: unknown): boolean {
    return typeof error === "object" && error !== null && this.#failures.has(error);
  }

  /**
   * Why the last write failed. Undefined when it worked. Only the next write shows whether there is
   * room again: a smaller one as a trial would prove nothing about it.
   */
  get reason(): string | undefined {
    return this.#failure?.reason;
  }

  #watchReplacement(begin: () => RecordReplacement): RecordReplacement {
    const replacement = this.#attempt(begin);
    return {
      add: (records) => this.#attempt(() => replacement.add(records)),
      commit: () => this.#attempt(() => replacement.commit()),
      discard: () => replacement.discard(),
    };
  }

  #attempt<T>(work: () => T): T {
    try {
      const result = work();
      this.#failure = undefined;
      return result;
    } catch (error) {
      this.#failure = { reason: error instanceof Error ? error.message : String(error) };
      if (typeof error === "object" && error !== null) this.#failures.add(error);
      throw error;
    }
  }
}

/** Whether a write failed because the disk is full. */
export function isDiskFull(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  return ("code" in error && fullCodes.has(error.code)) || ("cause" in error && isDiskFull(error.cause));
}
