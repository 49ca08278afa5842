import { type FileHandle, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Spool } from "../io.js";

const PIECE_BYTES = 65_536;

/** Keeps what can be read only once in a temporary file that only this user can read. */
export async function spool(chunks: AsyncIterable<Uint8Array>): Promise<Spool> {
  const folder = await mkdtemp(join(tmpdir(), "nh-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  const file = await open(join(folder, "input"), "wx+", 0o600);
  // An open file stays readable without its name, so that nothing is left behind even by a kill.
  // Windows keeps the name until the file is closed.
  if (process.platform !== "win32") await remove();
  const close = async () => {
    await file.close();
    await remove();
  };
  try {
    for await (const chunk of chunks) await file.write(chunk);
  } catch (error) {
    await close();
    throw error;
  }
  return { chunks: () => readFrom(file), close };
}

/** Not a stream of the file: a reader that leaves one early would end every later one. */
async function* readFrom(file: FileHandle): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; ) {
    const { bytesRead, buffer } = await file.read(new Uint8Array(PIECE_BYTES), 0, PIECE_BYTES, position);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    position += bytesRead;
  }
}
