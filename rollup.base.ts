import { readFileSync } from "node:fs";
import { type Plugin, rollup } from "rollup";

/** How the modules of a package are put together for Node. */
export interface NodeFiles {
  /** What can be imported or required, by its name: modules of `src`. */
  readonly entries: Readonly<Record<string, string>>;
  /**
   * Files that several entries share: each holds the modules named here and everything that these
   * import at once, except what an earlier file holds.
   */
  readonly files: Readonly<Record<string, readonly string[]>>;
}

/**
 * Writes `dist/node` and `dist/*.cjs`: the modules of `dist`, which must be built, in a few files
 * (decisions/008).
 *
 * Rollup writes modules one after the other, in the order in which they run, and takes the files
 * from this list. esbuild would make a file for every set of entries that share modules, or, in one
 * file, wrap each module that is imported late in a function.
 *
 * @throws {Error} for whatever Rollup warns of, such as files that import each other.
 */
export async function writeNodeFiles({ entries, files }: NodeFiles): Promise<void> {
  const bundle = await rollup({
    input: Object.fromEntries(Object.entries(entries).map(([name, source]) => [name, built(source)])),
    // A module of this package begins with a dot; everything else is resolved where it runs.
    external: (id, _importer, isResolved) => !isResolved && !id.startsWith("."),
    plugins: [sourceMaps],
    treeshake: { moduleSideEffects: false },
    onwarn(warning) {
      throw new Error(warning.message);
    },
  });
  const manualChunks = Object.fromEntries(
    Object.entries(files).map(([name, sources]) => [name, sources.map((source) => built(source))]),
  );
  const output = { manualChunks, sourcemap: true, minifyInternalExports: false, hoistTransitiveImports: false };
  await bundle.write({ ...output, format: "es", dir: "dist/node", chunkFileNames: "[name].js" });
  await bundle.write({
    ...output,
    format: "cjs",
    dir: "dist",
    entryFileNames: "[name].cjs",
    chunkFileNames: "[name].cjs",
    // Node requires a file much faster than it imports one.
    dynamicImportInCjs: false,
    exports: "named",
  });
  await bundle.close();
}

/** What a module of `src` has become in `dist`. */
function built(source: string): string {
  return source.replace(/^src\//, "./dist/").replace(/\.ts$/, ".js");
}

/** Reads the modules of `dist` with their maps, so that a stack trace leads to `src`. */
const sourceMaps: Plugin = {
  name: "source-maps",
  load(id) {
    const code = readFileSync(id, "utf8");
    const [, map] = /\n\/\/# sourceMappingURL=(\S+)\s*$/.exec(code) ?? [];
    return map === undefined ? code : { code, map: readFileSync(`${id}.map`, "utf8") };
  },
};
