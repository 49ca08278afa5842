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
 *   late what is imported late.
 * - `dist/node`: the same in a few files, for the condition `node`, since opening many files is
 *   slow.
 * - `dist/*.cjs`: CommonJS.
 *
 * @param entryPoints The entry points, with types.
 * @param choices The modules among which the `imports` of package.json choose by the runtime.
 */
export function layouts(
  entryPoints: Record<string, string>,
  choices: Record<string, string> = {},
  more: Options = {},
): Options[] {
  const entry = { ...entryPoints, ...choices };
  const shared = { ...base, clean: false, splitting: true, ...more };
  return [
    {
      ...shared,
      format: ["esm"],
      entry: ["src/**/*.ts", "!src/**/*.test.ts", "!src/**/*.test-d.ts", "!src/**/*.d.ts"],
      bundle: false,
      treeshake: false,
      splitting: false,
      dts: { entry: entryPoints },
    },
    { ...shared, format: ["esm"], entry, outDir: "dist/node", dts: false },
    { ...shared, format: ["cjs"], entry, dts: { entry: entryPoints } },
  ];
}
