import { resolve } from "node:path";
import type { Io, Spool } from "../io.js";

/**
 * A file, or stdin for `-`, that is read once to check it and once to use it. A pipe can be read
 * only once, and is kept in a temporary file.
 */
export async function openTwice(path: string, io: Io): Promise<Spool> {
  const file = resolve(io.cwd, path);
  if (path !== "-" && (await io.files.kindOf(file)) !== "other") {
    return { chunks: () => io.files.readChunks(file), close: async () => {} };
  }
  return io.files.spool(path === "-" ? io.stdin.chunks() : io.files.readChunks(file));
}
