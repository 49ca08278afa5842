import { constants, copyFileSync, rmSync, statSync } from "node:fs";

/** The files that belong to a database: itself, its write-ahead log and its rollback journal. */
const suffixes = ["", "-wal", "-journal"] as const;

/**
 * A copy of a database, for reading it. A process that was killed leaves a log beside its database,
 * and whoever opens both moves the log into the file when it closes them. A file that turns out to
 * be damaged must stay byte for byte as it was, so its copy is read instead.
 */
export class DatabaseCopy {
  readonly path: string;
  readonly #original: string;
  readonly #state: string;

  private constructor(original: string) {
    this.#original = original;
    this.path = `${original}.copy`;
    this.#state = stateOf(original);
    for (const suffix of suffixes) {
      if (sizeOf(original + suffix) > 0)
        copyFileSync(original + suffix, this.path + suffix, constants.COPYFILE_FICLONE);
    }
  }

  /**
   * Copies a database that has a log. Undefined when it has none, or when it cannot be copied: the
   * disk may be full.
   */
  static take(original: string): DatabaseCopy | undefined {
    // A process that was killed may have left one.
    removeCopy(original);
    if (sizeOf(`${original}-wal`) === 0 && sizeOf(`${original}-journal`) === 0) return undefined;
    try {
      return new DatabaseCopy(original);
    } catch {
      removeCopy(original);
      return undefined;
    }
  }

  /** Whether somebody has written to the original since. */
  get isOutdated(): boolean {
    return stateOf(this.#original) !== this.#state;
  }

  remove(): void {
    removeCopy(this.#original);
  }
}

function removeCopy(original: string): void {
  for (const suffix of [...suffixes, "-shm"]) rmSync(`${original}.copy${suffix}`, { force: true });
}

/** Sizes and times of the files of a database. They differ after every write. */
function stateOf(path: string): string {
  return suffixes
    .map((suffix) => statSync(path + suffix, { bigint: true, throwIfNoEntry: false }))
    .map((facts) => (facts === undefined ? "none" : `${facts.size} ${facts.mtimeNs}`))
    .join(", ");
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
