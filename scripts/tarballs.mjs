// Packs every published package, as `npm publish` would.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { listFiles, root } from "./sources.mjs";

const onWindows = process.platform === "win32"; // pnpm is a .cmd file, which only a shell can start

/**
 * Replaces the content of a folder by the tarballs. The packages must have been built.
 *
 * @param {string} folder
 * @returns {{ name: string, file: string }[]} the name of each package, and the path of its tarball
 */
export function packAll(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return listFiles(/^(packages|apps)\/[^/]+\/package\.json$/).flatMap((path) => {
    const manifest = JSON.parse(readFileSync(join(root, path), "utf8"));
    if (manifest.private) return [];
    execFileSync("pnpm", ["pack", "--pack-destination", folder], {
      cwd: join(root, path, ".."),
      stdio: ["ignore", "ignore", "inherit"],
      shell: onWindows,
    });
    const file = `${manifest.name.replace("@", "").replace("/", "-")}-${manifest.version}.tgz`;
    return [{ name: manifest.name, file: join(folder, file) }];
  });
}

/**
 * What `pnpm-workspace.yaml` of a project needs so that pnpm finds the packages that a tarball
 * depends on. npm takes them from the tarballs that are installed beside it.
 */
export function pnpmOverrides(tarballs) {
  return ["overrides:", ...tarballs.map(({ name, file }) => `  "${name}": "file:${file.replaceAll("\\", "/")}"`)].join(
    "\n",
  );
}
