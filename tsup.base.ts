import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Options } from "tsup";

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

/**
 * The three builds of a package whose size matters (decisions/008):
 * - `dist`: ES modules, one per source file, so that bundlers drop what is not imported, and load
 *   late what is imported late. An entry point is a list of `export *`; see `splitEntryPoint`.
 * - `dist/node`: the same in a few files, for the condition `node`, since opening many files is
 *   slow.
 * - `dist/*.cjs`: CommonJS.
 *
 * @param entryPoints The entry points, with types.
 * @param choices The modules among which the `imports` of package.json choose by the runtime.
 * @param whole Modules that are bundled with the dependency that they name, by their place in
 * `dist`.
 */
export function layouts(
  entryPoints: Record<string, string>,
  choices: Record<string, string> = {},
  more: Options = {},
  whole: Record<string, string> = {},
): Options[] {
  const entry = { ...entryPoints, ...choices };
  const shared = { ...base, clean: false, splitting: true, ...more };
  return [
    {
      ...shared,
      format: ["esm"],
      entry: [
        "src/**/*.ts",
        ...["src/**/*.test.ts", "src/**/*.test-d.ts", "src/**/*.d.ts", ...Object.values(whole)].map(
          (path) => `!${path}`,
        ),
      ],
      bundle: false,
      treeshake: false,
      splitting: false,
      dts: { entry: entryPoints, compilerOptions: { stripInternal: true } },
      onSuccess: async () => {
        for (const name of Object.keys(entryPoints)) splitEntryPoint(name);
      },
    },
    ...(Object.keys(whole).length === 0 ? [] : [{ ...shared, format: ["esm" as const], entry: whole, dts: false }]),
    { ...shared, format: ["esm"], entry, outDir: "dist/node", dts: false },
    { ...shared, format: ["cjs"], entry, dts: { entry: entryPoints } },
  ];
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
