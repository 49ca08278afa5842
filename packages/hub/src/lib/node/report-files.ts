import { closeSync, openSync, readSync, rmdirSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { BlobLimits } from "../store/blob-store.js";
import type { ReportKind } from "../store/report-blobs.js";

/** A file that the hub wrote by itself. */
export interface ReportFile {
  readonly path: string;
  readonly kind: ReportKind;
  readonly length: number;
  readonly lastModifiedMs: number;
}

const NEWLINE = 0x0a;

/**
 * Keeps the files that the hub writes by itself within limits. Beyond them, the files whose last
 * write is oldest are deleted. A file of feedback that is too long by itself loses its first lines.
 */
export class ReportFiles {
  readonly #limits: BlobLimits;
  readonly #scan: () => Iterable<ReportFile>;
  readonly #replace: (path: string, content: Uint8Array) => void;
  /**
   * The length of each file by its path, in the order of their last write. Undefined until one is
   * written.
   */
  #lengths: Map<string, number> | undefined;
  #size = 0;

  /**
   * @param scan finds the files that an earlier process left. It is called once, when the first
   *   file is written.
   * @param replace writes a file in one step, so that a reader never sees half of it.
   */
  constructor(
    limits: BlobLimits,
    scan: () => Iterable<ReportFile>,
    replace: (path: string, content: Uint8Array) => void,
  ) {
    this.#limits = limits;
    this.#scan = scan;
    this.#replace = replace;
  }

  /** Call this when a file was written or appended to. */
  written(path: string, kind: ReportKind): void {
    const lengths = this.#known();
    this.#forget(lengths, path);
    this.#remember(lengths, path, lengthOf(path));
    if (this.#size > this.#limits.bytes || lengths.size > this.#limits.blobs) this.#shrink(lengths, path, kind);
  }

  /** Call this when files were deleted. The next write looks for what is left. */
  forget(): void {
    this.#lengths = undefined;
    this.#size = 0;
  }

  #known(): Map<string, number> {
    if (this.#lengths !== undefined) return this.#lengths;
    this.#lengths = new Map();
    this.#size = 0;
    const files = [...this.#scan()].sort((left, right) => left.lastModifiedMs - right.lastModifiedMs);
    for (const { path, length } of files) this.#remember(this.#lengths, path, length);
    return this.#lengths;
  }

  #remember(lengths: Map<string, number>, path: string, length: number): void {
    lengths.set(path, length);
    this.#size += length;
  }

  #forget(lengths: Map<string, number>, path: string): void {
    this.#size -= lengths.get(path) ?? 0;
    lengths.delete(path);
  }

  /**
   * Makes room down to nine tenths of the limits, so that it need not do so again for every line.
   */
  #shrink(lengths: Map<string, number>, newest: string, kind: ReportKind): void {
    const { bytes, blobs } = this.#limits;
    for (const path of lengths.keys()) {
      if ((this.#size <= bytes * 0.9 && lengths.size <= blobs * 0.9) || path === newest) break;
      remove(path);
      this.#forget(lengths, path);
    }
    // The results of a job stay whole while they are the newest: half of an export would be
    // useless.
    if (this.#size <= bytes || kind !== "feedback") return;
    this.#replace(newest, lastLines(newest, Math.floor(bytes / 2)));
    this.#forget(lengths, newest);
    this.#remember(lengths, newest, lengthOf(newest));
  }
}

function lengthOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** Deletes a file, and its folder when nothing else is in it. */
function remove(path: string): void {
  try {
    rmSync(path, { force: true });
    rmdirSync(dirname(path));
  } catch {
    // The folder holds more, or somebody has the file open. The file no longer counts, and the next
    // start finds it again.
  }
}

/** The whole lines within the last bytes of a file. */
function lastLines(path: string, length: number): Uint8Array {
  const kept = Buffer.allocUnsafe(length);
  const file = openSync(path, "r");
  let read: number;
  try {
    read = readSync(file, kept, 0, length, Math.max(0, lengthOf(path) - length));
  } finally {
    closeSync(file);
  }
  return kept.subarray(kept.indexOf(NEWLINE) + 1, read);
}
