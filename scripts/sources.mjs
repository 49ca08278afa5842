// What the checks read: the tracked and new files of the repository, their imports, and the doors of each package.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** Files of the work tree that git does not ignore, relative to the root, filtered by a pattern. */
export function listFiles(pattern) {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64_000_000,
  });
  return listed.split("\0").filter((file) => file && pattern.test(file) && existsSync(root + file));
}

export const readText = (file) => readFileSync(root + file, "utf8");

/** Every import, re-export and dynamic import with a literal specifier, as TypeScript's own scanner reads them. */
export function listImports(files) {
  return files.flatMap((file) =>
    ts.preProcessFile(readText(file), true, true).importedFiles.map(({ fileName }) => ({ file, specifier: fileName })),
  );
}

/** `{ auth: [".", "./verify", …] }`, read from the `exports` of each package under packages/. */
export function readDoors() {
  const doors = {};
  for (const file of listFiles(/^packages\/[^/]+\/package\.json$/)) {
    doors[file.split("/")[1]] = Object.keys(JSON.parse(readText(file)).exports);
  }
  return doors;
}
