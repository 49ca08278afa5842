import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";

const source = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Other packages of this repository are taken from their sources, everything installed is left to Node. */
const resolve: Plugin = {
  name: "resolve",
  setup(bundler) {
    bundler.onResolve({ filter: /^@nh\// }, ({ path }) => {
      const [, name, door = "index"] = path.split("/");
      return { path: source(`${name}/src/${door}.ts`) };
    });
    bundler.onResolve({ filter: /^(?:libsql|selfsigned)$/ }, ({ path }) => ({ path, external: true }));
  },
};

/** Makes a program that a child process can run out of a TypeScript file of this folder, and answers where it is. */
export async function bundle(entry: string): Promise<string> {
  // Beneath the package, so that its dependencies are found from there.
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
