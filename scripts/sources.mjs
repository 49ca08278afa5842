// Reads what the checks look at: the files of the repository, their imports, and the entry points
// of each package.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, posix } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** The files that git does not ignore and that match a pattern, relative to the root. */
export function listFiles(pattern) {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64_000_000,
  });
  return listed.split("\0").filter((file) => file && pattern.test(file) && existsSync(root + file));
}

export const readText = (file) => readFileSync(root + file, "utf8");

/**
 * Every import, re-export and dynamic import, of values and types, as TypeScript's scanner finds
 * them.
 */
export function listImports(files) {
  return files.flatMap((file) =>
    ts.preProcessFile(readText(file), true, true).importedFiles.map(({ fileName }) => ({ file, specifier: fileName })),
  );
}

/**
 * The `exports` of each package under packages/.
 *
 * @returns {Record<string, string[]>} such as `{ auth: [".", "./verify"] }`
 */
export function readEntryPoints() {
  return Object.fromEntries(manifests().map(([name, { exports }]) => [name, Object.keys(exports)]));
}

/**
 * What each package's own specifiers may stand for, by the `imports` of its package.json. Built
 * files are named without folder and extension.
 *
 * @returns {Record<string, Record<string, string[]>>} such as
 *   `{ auth: { "#hmac": ["hmac", "hmac-node"] } }`
 */
export function readChoices() {
  return Object.fromEntries(
    manifests().map(([name, { imports = {} }]) => [
      name,
      Object.fromEntries(
        Object.entries(imports).map(([specifier, value]) => [specifier, [...new Set(builtNames(value))]]),
      ),
    ]),
  );
}

/**
 * @returns {[string, { exports: Record<string, unknown>, imports?: Record<string, unknown> }][]}
 */
function manifests() {
  return listFiles(/^packages\/[^/]+\/package\.json$/).map((file) => [file.split("/")[1], JSON.parse(readText(file))]);
}

function builtNames(value) {
  return typeof value === "string" ? [basename(value).replace(/\.\w+$/, "")] : Object.values(value).flatMap(builtNames);
}

/**
 * Resolves relative imports, and those that a package's `imports` choose by the runtime, to files.
 *
 * @param {{ file: string, specifier: string }[]} imports
 * @param {string[]} files every source file
 * @param {Record<string, Record<string, string[]>>} choices what {@link readChoices} returns
 * @returns {Map<string, Set<string>>} the files that each file imports
 */
export function linkFiles(imports, files, choices = {}) {
  const known = new Set(files);
  const graph = new Map();
  for (const { file, specifier } of imports) {
    const targets = specifier.startsWith(".")
      ? [sourceOf(posix.join(posix.dirname(file), specifier), known)]
      : chosenFiles(file, specifier, files, choices);
    for (const target of targets) {
      if (target === undefined) continue;
      if (!graph.has(file)) graph.set(file, new Set());
      graph.get(file).add(target);
    }
  }
  return graph;
}

/** A source file imports another by the name of the file that is built from it. */
function sourceOf(path, known) {
  const stem = path.replace(/\.js$/, "");
  return [path, `${stem}.ts`, `${stem}.tsx`, `${stem}.d.ts`].find((candidate) => known.has(candidate));
}

function chosenFiles(file, specifier, files, choices) {
  const owner = /^packages\/([^/]+)\//.exec(file)?.[1];
  const names = choices[owner]?.[specifier] ?? [];
  return files.filter((one) => one.startsWith(`packages/${owner}/src/`) && names.includes(basename(one, ".ts")));
}
