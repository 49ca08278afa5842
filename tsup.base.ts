import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { build, type Options } from "tsup";
import { writeNodeFiles } from "./rollup.base.js";

/**
 * The options of every published package: both module formats with types, and `node:` specifiers
 * unchanged.
 */
export const base: Options = {
  format: ["esm", "cjs"],
  dts: true,
  sourcemap: true,
  clean: true,
  target: "es2022",
  treeshake: true,
  removeNodeProtocol: false,
};

/** What a package whose size matters is built from. */
interface Layouts {
  /** The entry points, with types. */
  readonly entryPoints: Record<string, string>;
  /** The modules among which the `imports` of package.json choose by the runtime. */
  readonly choices?: Record<string, string>;
  /** The files that Node opens; see `writeNodeFiles`. */
  readonly nodeFiles: Record<string, string[]>;
  /** Modules that are bundled with the dependency that they name, by their place in `dist`. */
  readonly whole?: Record<string, string>;
  readonly options?: Options;
}

/**
 * The three builds of a package whose size matters (decisions/008):
 * - `dist`: ES modules, one per source file, so that bundlers drop what is not imported, and load
 *   late what is imported late. An entry point is a list of `export *`; see `splitEntryPoint`.
 * - `dist/node`: the same in a few files, for the condition `node`, since opening many files is
 *   slow.
 * - `dist/*.cjs`: CommonJS, in the same few files.
 */
export function layouts({ entryPoints, choices = {}, nodeFiles, whole = {}, options = {} }: Layouts): Options[] {
  const shared: Options = { ...base, clean: false, ...options };
  const types = { entry: entryPoints, compilerOptions: { stripInternal: true } };
  const modules: Options = {
    ...shared,
    format: ["esm"],
    entry: [
      "src/**/*.ts",
      ...["src/**/*.test.ts", "src/**/*.test-d.ts", "src/**/*.d.ts", ...Object.values(whole)].map((path) => `!${path}`),
    ],
    bundle: false,
    treeshake: false,
    dts: types,
    onSuccess: async () => {
      for (const name of Object.keys(entryPoints)) splitEntryPoint(name);
      if (Object.keys(whole).length > 0)
        await build({ ...shared, config: false, format: ["esm"], entry: whole, dts: false });
      await writeNodeFiles({ entries: { ...entryPoints, ...choices }, files: nodeFiles });
    },
  };
  const typesOfCommonJs: Options = { ...shared, format: ["cjs"], entry: entryPoints, dts: { ...types, only: true } };
  return process.argv.includes("--no-dts") ? [modules] : [modules, typesOfCommonJs];
}

/**
 * Rewrites a built entry point, `import { a } from "./lib/a.js"; export { a };`, as
 * `export * from "./index/lib/a.js"`, with the list of names in that file. It exports the same.
 *
 * esbuild takes a named list as one piece: a program that uses one name of it loads at once
 * whatever any of its late parts needs of the others. Behind `export *` it follows each name by
 * itself.
 *
 * @throws {Error} when the entry point does more than export what its modules have.
 */
function splitEntryPoint(name: string): void {
  const path = `dist/${name}.js`;
  const code = readFileSync(path, "utf8");
  const imports = [...code.matchAll(/^import \{([^}]*)\} from "([^"]+)";\n/gm)];
  const rest = imports.reduce((left, [statement]) => left.replace(statement, ""), code);
  const exported = /^export \{([^}]*)\};\s*(\/\/# sourceMappingURL=.*)?\s*$/.exec(rest);
  const count = imports.flatMap(([, names = ""]) => names.split(",")).length;
  if (exported?.[1]?.split(",").length !== count || /\bas\b/.test(code)) {
    throw new Error(`${path} must only import names from modules and export them under the same names.`);
  }
  const stars = imports.map(([, names = "", module = ""]) => {
    const file = `${name}/${module.replace(/^\.\//, "").replace(/(\.js)?$/, ".js")}`;
    const target = module.replace(/^\.\//, "../".repeat(file.split("/").length - 1));
    mkdirSync(dirname(`dist/${file}`), { recursive: true });
    writeFileSync(`dist/${file}`, `export {${names}} from "${target}";\n`);
    return `export * from "./${file}";\n`;
  });
  writeFileSync(path, stars.join(""));
  rmSync(`${path}.map`, { force: true });
}
