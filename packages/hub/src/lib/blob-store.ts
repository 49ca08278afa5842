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

/** A store that lives as long as the process. */
export function createMemoryBlobStore(now: () => number): BlobStore {
  const containers = new Map<string, Map<string, { chunks: string[]; length: number; lastModifiedMs: number }>>();
  const encoder = new TextEncoder();
  const open = (container: string, name: string) => {
    let blobs = containers.get(container);
    if (blobs === undefined) {
      blobs = new Map();
      containers.set(container, blobs);
    }
    let blob = blobs.get(name);
    if (blob === undefined) {
      blob = { chunks: [], length: 0, lastModifiedMs: 0 };
      blobs.set(name, blob);
    }
    return blob;
  };
  const append = (container: string, name: string, text: string): void => {
    const blob = open(container, name);
    blob.chunks.push(text);
    blob.length += encoder.encode(text).length;
    blob.lastModifiedMs = now();
  };
  return {
    append,
    read: (container, name) => containers.get(container)?.get(name)?.chunks.join(""),
    write(container, name, text) {
      containers.get(container)?.delete(name);
      append(container, name, text);
    },
    *list(container) {
      for (const [name, { length, lastModifiedMs }] of containers.get(container) ?? []) {
        yield { name, length, lastModifiedMs };
      }
    },
  };
}
