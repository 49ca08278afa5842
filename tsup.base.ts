import type { Options } from "tsup";

/** What every published package shares: both module formats with types, and `node:` specifiers kept as written. */
export const base: Options = {
  format: ["esm", "cjs"],
  dts: true,
  sourcemap: true,
  clean: true,
  target: "es2022",
  treeshake: true,
  removeNodeProtocol: false,
};
