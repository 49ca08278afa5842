import { appendFileSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { type BlobFacts, type BlobLimits, type BlobStore, defaultBlobLimits } from "../store/blob-store.js";
import { reportKind } from "../store/report-blobs.js";
import { HubStoreError } from "./errors.js";
import { makeFolders } from "./make-folders.js";
import { type ReportFile, ReportFiles } from "./report-files.js";

/**
 * What reading a name returns that no blob can have: nothing there, a folder in the way, or a
 * segment too long for the disk.
 */
const absent: ReadonlySet<unknown> = new Set(["ENOENT", "ENOTDIR", "EISDIR", "ENAMETOOLONG"]);

/**
 * Keeps blobs as plain files: the blob `jobs/in.txt` of
 * `https://contoso.blob.core.windows.net/files` is `{folder}/contoso/files/jobs/in.txt`, so any
 * tool can put an import file there.
 *
 * What the hub writes by itself (feedback, errors, the results of jobs) is kept within 256 MB and
 * 10,000 files. Beyond that, the files whose last write is oldest are deleted. All other files are
 * their owner's to delete.
 *
 * @throws {HubStoreError} NH_STORE_UNAVAILABLE from `write` and `append` when the disk refuses.
 */
export function createFolderBlobStore(folder: string, limits: BlobLimits = defaultBlobLimits): BlobStore {
  const pathOf = (container: string, name: string) => join(folder, ...container.split("/"), ...name.split("/"));
  const change = (path: string, work: () => void): void => {
    try {
      makeFolders(dirname(path));
      work();
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new HubStoreError("NH_STORE_UNAVAILABLE", `${path} cannot be written (${reason}).`, { path, cause });
    }
  };
  const list = (container: string) => listFiles(join(folder, ...container.split("/")));
  function* containers(): Generator<string> {
    for (const account of subfolders(folder)) {
      for (const container of subfolders(join(folder, account))) yield `${account}/${container}`;
    }
  }
  function* findReports(): Generator<ReportFile> {
    for (const container of containers()) {
      for (const { name, ...facts } of list(container)) {
        const kind = reportKind(container, name);
        if (kind !== undefined) yield { path: pathOf(container, name), kind, ...facts };
      }
    }
  }
  const reports = new ReportFiles(limits, findReports);
  const written = (container: string, name: string, path: string): void => {
    const kind = reportKind(container, name);
    if (kind !== undefined) reports.written(path, kind);
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
        written(container, name, path);
      });
    },
    append(container, name, text) {
      const path = pathOf(container, name);
      change(path, () => {
        appendFileSync(path, text);
        written(container, name, path);
      });
    },
    list,
    containers,
    clear() {
      reports.cleared();
      change(folder, () => rmSync(folder, { recursive: true, force: true }));
    },
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
    // Somebody else may have deleted it meanwhile.
    const facts = statSync(path, { throwIfNoEntry: false });
    if (facts?.isFile() !== true) continue;
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
