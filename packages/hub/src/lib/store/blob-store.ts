import { utf8ByteLength } from "@nh/payloads";
import { reportKind } from "./report-blobs.js";

/** One blob in a listing. */
export interface BlobFacts {
  readonly name: string;
  /** Size in bytes. */
  readonly length: number;
  /** Milliseconds since 1970. */
  readonly lastModifiedMs: number;
}

/**
 * The files of import and export jobs and of feedback. A blob URL is never fetched: the container
 * `https://{account}.blob.core.windows.net/{container}` is the container `{account}/{container}` of
 * this store. The hub passes only names that `isBlobName` and `isContainerName` accept.
 */
export interface BlobStore {
  read(container: string, name: string): string | undefined;
  /**
   * @throws {ArgumentError} when another blob is in the way, where a blob and a folder share names.
   */
  write(container: string, name: string, text: string): void;
  /** @throws {ArgumentError} as `write` does. */
  append(container: string, name: string, text: string): void;
  list(container: string): Iterable<BlobFacts>;
  /** The containers that hold at least one blob. */
  containers(): Iterable<string>;
  /** Removes a container with all its blobs, if there is one. */
  removeContainer(container: string): void;
  /** Removes every blob. */
  clear(): void;
}

/** The longest name of a file on the usual file systems. A part of a blob's name may be as long. */
export const BLOB_SEGMENT_BYTES = 255;

/**
 * Whether a string can name a blob in every store: up to 1,024 characters, no empty, `.` or `..`
 * segment, none longer than {@link BLOB_SEGMENT_BYTES}, no backslash, colon or control character.
 */
export function isBlobName(name: string): boolean {
  if (name === "" || name.length > 1024) return false;
  for (let index = 0; index < name.length; index++) {
    const code = name.charCodeAt(index);
    if (code < 0x20 || code === 0x7f || code === 0x5c || code === 0x3a) return false;
  }
  return name.split("/").every((segment) => segment !== "" && segment !== "." && segment !== ".." && fits(segment));
}

function fits(segment: string): boolean {
  // A UTF-16 unit takes at most three bytes.
  return segment.length * 3 <= BLOB_SEGMENT_BYTES || utf8ByteLength(segment) <= BLOB_SEGMENT_BYTES;
}

/** Whether a string is `{account}/{container}` in the characters that Azure Storage allows. */
export function isContainerName(name: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,62}\/[a-z0-9$][a-z0-9-]{0,62}$/.test(name);
}

/** How much a store keeps before it removes the oldest. */
export interface BlobLimits {
  readonly bytes: number;
  readonly blobs: number;
}

/**
 * As many bytes as an upload may have, and one blob for every notification that is kept. A hub that
 * runs for months while every push fails must fill neither memory nor disk.
 */
export const defaultBlobLimits: BlobLimits = { bytes: 256 * 1024 * 1024, blobs: 10_000 };

interface MemoryBlob {
  readonly container: string;
  readonly name: string;
  chunks: { readonly text: string; readonly bytes: number }[];
  length: number;
  lastModifiedMs: number;
}

/**
 * A store that lives as long as the process and holds up to 256 MB in 10,000 blobs. Beyond that, it
 * removes the blobs whose last write is oldest. When feedback alone exceeds the limit, it removes
 * the first lines.
 */
export function createMemoryBlobStore(now: () => number, limits: BlobLimits = defaultBlobLimits): BlobStore {
  return new MemoryBlobStore(now, limits);
}

class MemoryBlobStore implements BlobStore {
  readonly #now: () => number;
  readonly #limits: BlobLimits;
  readonly #containers = new Map<string, Map<string, MemoryBlob>>();
  /** All blobs in the order of their last write. */
  readonly #byAge = new Set<MemoryBlob>();
  readonly #encoder = new TextEncoder();
  #size = 0;

  constructor(now: () => number, limits: BlobLimits) {
    this.#now = now;
    this.#limits = limits;
  }

  read(container: string, name: string): string | undefined {
    return this.#find(container, name)
      ?.chunks.map(({ text }) => text)
      .join("");
  }

  write(container: string, name: string, text: string): void {
    const previous = this.#find(container, name);
    if (previous !== undefined) this.#remove(previous);
    this.append(container, name, text);
  }

  append(container: string, name: string, text: string): void {
    const blob = this.#find(container, name) ?? this.#create(container, name);
    const bytes = this.#encoder.encode(text).length;
    blob.chunks.push({ text, bytes });
    blob.length += bytes;
    blob.lastModifiedMs = this.#now();
    this.#size += bytes;
    this.#byAge.delete(blob);
    this.#byAge.add(blob);
    if (this.#size > this.#limits.bytes || this.#byAge.size > this.#limits.blobs) this.#shrink(blob);
  }

  *list(container: string): Generator<BlobFacts, void, undefined> {
    for (const { name, length, lastModifiedMs } of this.#containers.get(container)?.values() ?? [])
      yield { name, length, lastModifiedMs };
  }

  containers(): Iterable<string> {
    return this.#containers.keys();
  }

  removeContainer(container: string): void {
    for (const blob of [...(this.#containers.get(container)?.values() ?? [])]) this.#remove(blob);
  }

  clear(): void {
    this.#containers.clear();
    this.#byAge.clear();
    this.#size = 0;
  }

  #find(container: string, name: string): MemoryBlob | undefined {
    return this.#containers.get(container)?.get(name);
  }

  #create(container: string, name: string): MemoryBlob {
    const blob: MemoryBlob = { container, name, chunks: [], length: 0, lastModifiedMs: 0 };
    const blobs = this.#containers.get(container) ?? new Map<string, MemoryBlob>();
    this.#containers.set(container, blobs.set(name, blob));
    return blob;
  }

  #remove(blob: MemoryBlob): void {
    const blobs = this.#containers.get(blob.container);
    blobs?.delete(blob.name);
    if (blobs?.size === 0) this.#containers.delete(blob.container);
    this.#byAge.delete(blob);
    this.#size -= blob.length;
  }

  /**
   * Makes room down to nine tenths of the limits, so that it need not do so again for every line.
   * What was written last stays.
   */
  #shrink(newest: MemoryBlob): void {
    const goal = this.#limits.bytes * 0.9;
    for (const blob of this.#byAge) {
      if ((this.#size <= goal && this.#byAge.size <= this.#limits.blobs * 0.9) || blob === newest) break;
      this.#remove(blob);
    }
    // Half of a job's results would be useless.
    if (reportKind(newest.container, newest.name) !== "feedback") return;
    let dropped = 0;
    while (this.#size > goal && dropped < newest.chunks.length - 1) {
      const bytes = newest.chunks[dropped++]?.bytes ?? 0;
      newest.length -= bytes;
      this.#size -= bytes;
    }
    newest.chunks = newest.chunks.slice(dropped);
  }
}
