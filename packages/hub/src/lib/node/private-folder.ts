import { chmodSync, readdirSync, statSync } from "node:fs";
import { makeFolders } from "./make-folders.js";

/** What a hub and the command line put into a data folder. */
const own = /^(?:hub\.db.*|blobs|localhost.*|vapid\.json|\.gitignore)$/;

/**
 * Makes a data folder that only its owner can read, or makes an existing one so: it holds
 * credentials, handles and payloads. A folder that holds anything else, such as a home folder,
 * keeps its permissions. The files of the hub in it are private in any case.
 *
 * @throws the system's own error, with its `code`.
 */
export function makePrivateFolder(path: string): void {
  makeFolders(path, 0o700);
  const { mode, uid } = statSync(path);
  const isOpen = (mode & 0o077) !== 0 && uid === process.getuid?.();
  if (isOpen && readdirSync(path).every((name) => own.test(name))) chmodSync(path, 0o700);
}
