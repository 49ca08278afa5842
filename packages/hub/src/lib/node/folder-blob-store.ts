import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { BlobFacts, BlobStore } from "../blob-store.js";
import { HubStoreError } from "./errors.js";

/** What reading a name gives that no blob can have: nothing there, a folder on the way, or a segment too long for the disk. */
const absent: ReadonlySet<unknown> = new Set(["ENOENT", "ENOTDIR", "EISDIR", "ENAMETOOLONG"]);

/**
 * Keeps blobs as plain files: the blob `jobs/in.txt` of `https://contoso.blob.core.windows.net/files` is
 * `{folder}/contoso/files/jobs/in.txt`, so that an import file can be put there with any tool.
 *
 * @throws {HubStoreError} NH_STORE_UNAVAILABLE from `write` and `append` when the disk refuses.
 */
export function createFolderBlobStore(folder: string): BlobStore {
  const pathOf = (container: string, name: string) => join(folder, ...container.split("/"), ...name.split("/"));
  const change = (path: string, work: () => void): void => {
    try {
      mkdirSync(dirname(path), { recursive: true });
      work();
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new HubStoreError("NH_STORE_UNAVAILABLE", `${path} cannot be written (${reason}).`, { path, cause });
    }
  };
  return {
    read(container, name) {
      try {
        return readFileSync(pathOf(container, name), "utf8");
      } catch (error) {
        if (isAbsent(error)) return undefined;
        throw error;
      }
    },
    write(container, name, text) {
      const path = pathOf(container, name);
      change(path, () => {
        // A reader never sees half a file.
        writeFileSync(`${path}.part`, text);
        renameSync(`${path}.part`, path);
      });
    },
    append(container, name, text) {
      const path = pathOf(container, name);
      change(path, () => appendFileSync(path, text));
    },
    list: (container) => listFiles(join(folder, ...container.split("/"))),
    *containers() {
      for (const account of subfolders(folder)) {
        for (const container of subfolders(join(folder, account))) yield `${account}/${container}`;
      }
    },
    clear: () => change(folder, () => rmSync(folder, { recursive: true, force: true })),
  };
}

function* listFiles(folder: string): Generator<BlobFacts> {
  let entries: string[];
  try {
    entries = readdirSync(folder, { recursive: true, encoding: "utf8" });
  } catch (error) {
    if (isAbsent(error)) return;
    throw error;
  }
  for (const entry of entries.sort()) {
    if (entry.endsWith(".part")) continue;
    const path = join(folder, entry);
    const facts = statSync(path);
    if (!facts.isFile()) continue;
    yield { name: relative(folder, path).split(sep).join("/"), length: facts.size, lastModifiedMs: facts.mtimeMs };
  }
}

function subfolders(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && absent.has((error as NodeJS.ErrnoException).code);
}
