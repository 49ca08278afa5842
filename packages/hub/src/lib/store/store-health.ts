import type { RecordReplacement, RecordStore } from "./record-store.js";

/** Written and removed at once, to find out whether the store takes writes again. */
const probe = { hub: "", kind: "probe", id: "health" } as const;

const fullCodes: ReadonlySet<unknown> = new Set(["NH_STORE_FULL", "ENOSPC", "SQLITE_FULL"]);

/** Knows whether the last write to the store failed, and why. A hub without a store is well. */
export class StoreHealth {
  #store: RecordStore | undefined;
  #failure: unknown;
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
    this.#store = watched;
    return watched;
  }

  /** Whether an error is what the store threw from a write. Nothing has changed then. */
  caused(error: unknown): boolean {
    return typeof error === "object" && error !== null && this.#failures.has(error);
  }

  /**
   * Why the hub cannot write. Undefined when it can. After a failure it tries again, since there
   * may be room meanwhile although no request has written anything.
   */
  check(): string | undefined {
    if (this.#failure === undefined) return undefined;
    try {
      this.#store?.commit([
        { ...probe, value: "{}" },
        { ...probe, value: undefined },
      ]);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
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
      this.#failure = error;
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
