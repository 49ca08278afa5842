import { closeSync, createReadStream, fsyncSync, openSync, writeSync } from "node:fs";
import { access, chmod, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { Files } from "./io.js";

let temporaryFileCount = 0;

/** Node names the path in errors of opening, but not in those of reading, such as that of a folder. */
function withPath(error: unknown, path: string): unknown {
  return error instanceof Error && !("path" in error) ? Object.assign(error, { path }) : error;
}

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

  async writeText(path, text, mode = 0o644) {
    await mkdir(dirname(path), { recursive: true, mode: mode === 0o600 ? 0o700 : 0o755 });
    const temporary = `${path}.${process.pid}.${++temporaryFileCount}.tmp`;
    try {
      const handle = await open(temporary, "wx", mode);
      try {
        await handle.writeFile(text);
        await handle.sync();
      } finally {
        await handle.close();
      }
      // The umask may have narrowed the mode of a shared file; a private one must be exactly private.
      await chmod(temporary, mode);
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  },

  async openAppend(path, mode = 0o644) {
    await mkdir(dirname(path), { recursive: true });
    const descriptor = openSync(path, "a", mode);
    return {
      // Synchronous on purpose: nothing can happen between the answer of the service and the line on the disk.
      appendLine(line) {
        writeSync(descriptor, `${line}\n`);
        fsyncSync(descriptor);
      },
      close: () => closeSync(descriptor),
    };
  },
};
