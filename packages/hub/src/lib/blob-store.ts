/** What a listing tells about one blob. */
export interface BlobFacts {
  readonly name: string;
  /** Size in bytes. */
  readonly length: number;
  /** Milliseconds since 1970. */
  readonly lastModifiedMs: number;
}

/**
 * Where the files of import and export jobs and of feedback live. A blob URL is never fetched: the container
 * `https://{account}.blob.core.windows.net/{container}` is the container `{account}/{container}` of this store.
 * The hub passes only names that {@link isBlobName} and {@link isContainerName} accept.
 */
export interface BlobStore {
  read(container: string, name: string): string | undefined;
  write(container: string, name: string, text: string): void;
  append(container: string, name: string, text: string): void;
  list(container: string): Iterable<BlobFacts>;
  /** The containers that hold a blob. */
  containers(): Iterable<string>;
  /** Removes every blob. */
  clear(): void;
}

/** Whether a text can name a blob in every store: no empty, `.` or `..` segment, no backslash and no control character. */
export function isBlobName(name: string): boolean {
  if (name === "" || name.length > 1024) return false;
  for (let index = 0; index < name.length; index++) {
    const code = name.charCodeAt(index);
    if (code < 0x20 || code === 0x7f || code === 0x5c || code === 0x3a) return false;
  }
  return name.split("/").every((segment) => segment !== "" && segment !== "." && segment !== "..");
}

/** Whether a text is `{account}/{container}` in the characters that Azure Storage allows. */
export function isContainerName(name: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,62}\/[a-z0-9$][a-z0-9-]{0,62}$/.test(name);
}

/** As much as an upload may have: a hub that runs for weeks while every push fails must not fill the memory. */
const MEMORY_BUDGET_BYTES = 256 * 1024 * 1024;

interface MemoryBlob {
  readonly container: string;
  readonly name: string;
  chunks: { readonly text: string; readonly bytes: number }[];
  length: number;
  lastModifiedMs: number;
}

/**
 * A store that lives as long as the process and holds up to 256 MB. Beyond that the blobs that were not written to for
 * longest go, and of one that alone is larger, what was appended first.
 */
export function createMemoryBlobStore(now: () => number, budgetBytes: number = MEMORY_BUDGET_BYTES): BlobStore {
  return new MemoryBlobStore(now, budgetBytes);
}

class MemoryBlobStore implements BlobStore {
  readonly #now: () => number;
  readonly #budget: number;
  readonly #containers = new Map<string, Map<string, MemoryBlob>>();
  /** All blobs, the one that was written to last at the end. */
  readonly #byAge = new Set<MemoryBlob>();
  readonly #encoder = new TextEncoder();
  #size = 0;

  constructor(now: () => number, budget: number) {
    this.#now = now;
    this.#budget = budget;
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
    if (this.#size > this.#budget) this.#shrink(blob);
  }

  *list(container: string): Generator<BlobFacts, void, undefined> {
    for (const { name, length, lastModifiedMs } of this.#containers.get(container)?.values() ?? [])
      yield { name, length, lastModifiedMs };
  }

  containers(): Iterable<string> {
    return this.#containers.keys();
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

  /** Makes room down to nine tenths of the budget, so that this is not done for every line. What was written last stays. */
  #shrink(newest: MemoryBlob): void {
    const goal = this.#budget * 0.9;
    for (const blob of this.#byAge) {
      if (this.#size <= goal || blob === newest) break;
      this.#remove(blob);
    }
    let dropped = 0;
    while (this.#size > goal && dropped < newest.chunks.length - 1) {
      const bytes = newest.chunks[dropped++]?.bytes ?? 0;
      newest.length -= bytes;
      this.#size -= bytes;
    }
    newest.chunks = newest.chunks.slice(dropped);
  }
}
