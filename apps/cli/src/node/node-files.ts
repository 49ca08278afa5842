import { closeSync, createReadStream, openSync } from "node:fs";
import { access, chmod, lstat, mkdir, open, readFile, readlink, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { CliError } from "../cli-error.js";
import { exitCodes } from "../exit-codes.js";
import type { Files } from "../io.js";
import { untrusted } from "./ownership.js";

let temporaryFileCount = 0;

/**
 * Node names the path when it cannot open a file, but not when it cannot read one, such as a
 * folder.
 */
function withPath(error: unknown, path: string): unknown {
  return error instanceof Error && !("path" in error) ? Object.assign(error, { path }) : error;
}

const codeOf = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : undefined);

/** "No such file" while writing means that the folder accepts no new file. */
function whileWriting(error: unknown, path: string): unknown {
  if (codeOf(error) !== "ENOENT") return withPath(error, path);
  return new CliError({
    code: "NH_CLI_FILE",
    exitCode: exitCodes.invalidInput,
    message: `${path} cannot be created.`,
    fix: "Choose a path on a disk.",
    cause: error,
  });
}

/**
 * Creates a folder and those above it. Node's recursive `mkdir` never ends below a folder that
 * accepts no new file, such as `/proc`.
 */
async function makeFolders(path: string, mode: number): Promise<void> {
  if (await isFolder(path)) return;
  try {
    await mkdir(path, { mode });
  } catch (error) {
    if (codeOf(error) === "EEXIST" && (await isFolder(path))) return;
    if (codeOf(error) !== "ENOENT" || dirname(path) === path || (await isFolder(dirname(path)))) throw error;
    await makeFolders(dirname(path), mode);
    await makeFolders(path, mode);
  }
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

export const nodeFiles: Files = {
  async readText(path) {
    try {
      return await readFile(path, "utf8");
    } catch (error) {
      throw withPath(error, path);
    }
  },

  async *readChunks(path) {
    try {
      yield* createReadStream(path) as AsyncIterable<Uint8Array>;
    } catch (error) {
      throw withPath(error, path);
    }
  },

  exists: (path) =>
    access(path).then(
      () => true,
      () => false,
    ),

  async kindOf(path) {
    try {
      const found = await stat(path);
      return found.isFile() ? "file" : found.isDirectory() ? "folder" : "other";
    } catch (error) {
      if (codeOf(error) === "ENOENT") return undefined;
      throw error;
    }
  },

  realPath: linkTarget,

  async writeText(path, text, mode = 0o644) {
    try {
      if ((await nodeFiles.kindOf(path)) === "other") await writeInto(path, text);
      // A link stays a link; the file that it points to is replaced.
      else await replaceFile(await linkTarget(path), text, mode);
    } catch (error) {
      throw whileWriting(error, path);
    }
  },

  async lock(path, waitMs) {
    try {
      await makeFolders(dirname(path), 0o700);
      // Tells in the system's own words when it cannot be created, as the lock itself does not.
      closeSync(openSync(path, "a", 0o600));
    } catch (error) {
      throw whileWriting(error, path);
    }
    return (await import("./node-lock.js")).lockFile(path, waitMs);
  },

  spool: async (chunks) => (await import("./spool.js")).spool(chunks),

  untrusted,
};

/** Where a path leads to, even if nothing exists there yet. */
async function linkTarget(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (codeOf(error) !== "ENOENT" || dirname(path) === path) return path;
    const found = await lstat(path).catch(() => undefined);
    if (found?.isSymbolicLink()) return linkTarget(resolve(dirname(path), await readlink(path)));
    return join(await linkTarget(dirname(path)), basename(path));
  }
}

async function replaceFile(path: string, text: string, mode: number): Promise<void> {
  await makeFolders(dirname(path), mode === 0o600 ? 0o700 : 0o755);
  const temporary = `${path}.${process.pid}.${++temporaryFileCount}.tmp`;
  try {
    const handle = await open(temporary, "wx", mode);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    // The umask changes the mode of a new file; a private file must be exactly private.
    await chmod(temporary, mode);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function writeInto(path: string, text: string): Promise<void> {
  const handle = await open(path, "w");
  try {
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
}
