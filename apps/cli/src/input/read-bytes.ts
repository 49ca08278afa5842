import { resolve } from "node:path";
import type { Io } from "../io.js";

/** The bytes of a file. */
export async function readBytes(path: string, io: Io): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of io.files.readChunks(resolve(io.cwd, path))) chunks.push(chunk);
  return Buffer.concat(chunks);
}
