import { randomUUID } from "node:crypto";
import { appendFileSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { ArgumentError } from "../argument-error.js";
import {
  type BlobFacts,
  type BlobLimits,
  type BlobStore,
  defaultBlobLimits,
  isContainerName,
} from "../store/blob-store.js";
import { reportKind } from "../store/report-blobs.js";
import { isDiskFull } from "../store/store-health.js";
import { HubStoreError } from "./errors.js";
import { makeFolders } from "./make-folders.js";
import { type ReportFile, ReportFiles } from "./report-files.js";
import { fullStore } from "./store-failure.js";

/**
 * What reading a name returns that no blob can have: nothing there, a folder in the way, or a
 * segment too long for the disk.
 */
const absent: ReadonlySet<unknown> = new Set(["ENOENT", "ENOTDIR", "EISDIR", "ENAMETOOLONG"]);

/** Where files are written before they take their place. No account can have this name. */
const DRAFTS = ".drafts";

/**
 * Keeps blobs as plain files: the blob `jobs/in.txt` of
 * `https://contoso.blob.core.windows.net/files` is `{folder}/contoso/files/jobs/in.txt`, so any
 * tool can put an import file there.
 *
 * What the hub writes by itself (feedback, errors, the results of jobs) is kept within 256 MB and
 * 10,000 files. Beyond that, the files whose last write is oldest are deleted. All other files are
 * their owner's to delete.
 *
 * @throws {HubStoreError} from `write` and `append`: NH_STORE_FULL when the disk is full,
 *   NH_STORE_UNAVAILABLE when it refuses for another reason.
 * @throws {ArgumentError} from `write` and `append` when another blob is in the way: a file cannot
 *   be a folder as well.
 */
export function createFolderBlobStore(folder: string, limits: BlobLimits = defaultBlobLimits): BlobStore {
  const containerPath = (container: string) => join(folder, ...container.split("/"));
  const pathOf = (container: string, name: string) => join(containerPath(container), ...name.split("/"));
  const change = (path: string, work: () => void): void => {
    try {
      work();
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      if (isDiskFull(cause)) throw fullStore(path, reason, cause);
      throw new HubStoreError("NH_STORE_UNAVAILABLE", `${path} cannot be written (${reason}).`, { path, cause });
    }
  };
  /** A reader never sees half a file. */
  const replaceFile = (path: string, content: string | Uint8Array): void => {
    const draft = join(folder, DRAFTS, randomUUID());
    makeFolders(dirname(draft), 0o700);
    try {
      writeFileSync(draft, content);
      renameSync(draft, path);
    } catch (error) {
      rmSync(draft, { force: true });
      throw error;
    }
  };
  const list = (container: string) => listFiles(containerPath(container));
  function* containers(): Generator<string> {
    for (const account of subfolders(folder)) {
      for (const container of subfolders(join(folder, account))) {
        if (isContainerName(`${account}/${container}`)) yield `${account}/${container}`;
      }
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
  const reports = new ReportFiles(limits, findReports, replaceFile);
  const written = (container: string, name: string, path: string): void => {
    const kind = reportKind(container, name);
    if (kind !== undefined) reports.written(path, kind);
  };
  // What a process left that was killed while it wrote.
  rmSync(join(folder, DRAFTS), { recursive: true, force: true });
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
      refuseObstacle(containerPath(container), name);
      change(path, () => {
        makeFolders(dirname(path), 0o700);
        replaceFile(path, text);
        written(container, name, path);
      });
    },
    append(container, name, text) {
      const path = pathOf(container, name);
      refuseObstacle(containerPath(container), name);
      change(path, () => {
        makeFolders(dirname(path), 0o700);
        appendFileSync(path, text);
        written(container, name, path);
      });
    },
    list,
    containers,
    removeContainer(container) {
      const path = containerPath(container);
      reports.forget();
      change(path, () => rmSync(path, { recursive: true, force: true }));
    },
    clear() {
      reports.forget();
      change(folder, () => rmSync(folder, { recursive: true, force: true }));
    },
  };
}

/** Azure Storage can hold both `a` and `a/b`. A folder of files cannot. */
function refuseObstacle(container: string, name: string): void {
  const segments = name.split("/");
  for (let count = 1; count < segments.length; count++) {
    const above = segments.slice(0, count);
    if (kindAt(join(container, ...above)) === "file") {
      const shown = JSON.stringify(above.join("/"));
      throw new ArgumentError(
        "name",
        `No blob can be below ${shown}, because ${shown} is a blob. Choose another name.`,
      );
    }
  }
  if (kindAt(join(container, ...segments)) === "folder") {
    throw new ArgumentError(
      "name",
      `${JSON.stringify(name)} cannot be a blob, because there are blobs below it. Choose another name.`,
    );
  }
}

function kindAt(path: string): "file" | "folder" | undefined {
  try {
    return statSync(path).isDirectory() ? "folder" : "file";
  } catch {
    return undefined;
  }
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
