import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";

const source = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/**
 * Other packages of this repository are bundled from their sources. Node finds everything
 * installed.
 */
const resolve: Plugin = {
  name: "resolve",
  setup(bundler) {
    bundler.onResolve({ filter: /^@nh\// }, ({ path }) => {
      const [, name, entry = "index"] = path.split("/");
      return { path: source(`${name}/src/${entry}.ts`) };
    });
    bundler.onResolve({ filter: /^#hmac$/ }, () => ({ path: source("auth/src/lib/hmac-node.ts") }));
    bundler.onResolve({ filter: /^(?:libsql|selfsigned)$/ }, ({ path }) => ({ path, external: true }));
  },
};

/**
 * Makes a program that a child process can run from a TypeScript file of this folder, and returns
 * its path.
 */
export async function bundle(entry: string): Promise<string> {
  // Below the package, so that its dependencies are found from there.
  const outfile = fileURLToPath(
    new URL(`../node_modules/.cache/nh-hub/${entry.replace(/\.ts$/, ".cjs")}`, import.meta.url),
  );
  await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    logLevel: "error",
    plugins: [resolve],
  });
  return outfile;
}
