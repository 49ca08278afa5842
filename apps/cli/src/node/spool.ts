import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Spool } from "../io.js";

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
  return { chunks: () => file.createReadStream({ start: 0, autoClose: false }) as AsyncIterable<Uint8Array>, close };
}
