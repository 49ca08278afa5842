import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder and its missing parents. Node's own recursive mode never ends below a folder that
 * returns "no such file" for everything new, as `/proc` does.
 *
 * @param mode of the new folders. Default: the mode that the process uses.
 * @throws the system's own error, with its `code`.
 */
export function makeFolders(path: string, mode?: number): void {
  if (isFolder(path)) return;
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    // Another process was faster.
    if (code === "EEXIST" && isFolder(path)) return;
    const parent = dirname(path);
    if (code !== "ENOENT" || parent === path || isFolder(parent)) throw error;
    makeFolders(parent, mode);
    makeFolders(path, mode);
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    // A file is where a folder should be.
    return false;
  }
}
