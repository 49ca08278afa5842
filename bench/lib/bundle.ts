import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { type BuildOptions, build, type Metafile, type OutputFile } from "esbuild";

const shared = {
  outdir: "out",
  bundle: true,
  minify: true,
  platform: "browser",
  target: "es2022",
  tsconfigRaw: {}, // without the paths to the sources: an application gets the built packages
  write: false,
  logLevel: "error",
} as const satisfies BuildOptions;

/** A program of one file, in a place that can import every package. */
const program = (contents: string) => ({ contents, resolveDir: fileURLToPath(new URL("..", import.meta.url)) });

/**
 * Bundles a program for browsers: the built packages, by esbuild, minified, compressed by gzip at
 * level 9.
 *
 * @returns Bytes of the chunks that load before the program runs.
 */
export async function bytesAtOnce(contents: string): Promise<number> {
  const { outputFiles, metafile } = await build({
    ...shared,
    stdin: program(contents),
    format: "esm",
    splitting: true,
    metafile: true,
  });
  return gzipBytes(outputFiles.filter(({ path }) => loadedAtOnce(metafile).has(fileName(path))));
}

/** The same without splitting: bytes of all code that the program can reach. */
export async function bytesInOneFile(contents: string): Promise<number> {
  const { outputFiles } = await build({ ...shared, stdin: program(contents), format: "esm" });
  return gzipBytes(outputFiles);
}

/** The program as a classic script whose exports are the properties of the global `bundle`. */
export async function classicScript(contents: string): Promise<string> {
  const { outputFiles } = await build({ ...shared, stdin: program(contents), format: "iife", globalName: "bundle" });
  return outputFiles.map(({ text }) => text).join("");
}

/** The names of the files that the program imports, and that these import, before it runs. */
function loadedAtOnce({ outputs }: Metafile): Set<string> {
  const found = new Set<string>();
  const open = Object.keys(outputs).filter((path) => outputs[path]?.entryPoint === "<stdin>");
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (found.has(fileName(path))) continue;
    found.add(fileName(path));
    for (const { kind, path: next } of outputs[path]?.imports ?? []) if (kind === "import-statement") open.push(next);
  }
  return found;
}

function fileName(path: string): string {
  return path.replace(/^.*[\\/]/, "");
}

function gzipBytes(files: readonly OutputFile[]): number {
  return files.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0);
}
