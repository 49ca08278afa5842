// Programs of other makers that the consumers need. npm installs each into a folder of its own
// among the temporary files, outside of the lockfile.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * @param {string} name a package
 * @param {string} version
 * @param {string} file the file in the package that is wanted
 * @returns {Promise<string | undefined>} its path; undefined when it cannot be fetched
 */
export async function fetchTool(name, version, file) {
  const folder = join(tmpdir(), "nh-consumers", `${name.replace(/\W+/g, "-")}-${version}`);
  const path = join(folder, "node_modules", name, file);
  if (existsSync(path)) return path;
  const options = ["--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", folder];
  try {
    await run("npm", ["install", ...options, `${name}@${version}`], { shell: process.platform === "win32" });
  } catch {
    return undefined;
  }
  return existsSync(path) ? path : undefined;
}
