// Builds the packages, compiles a benchmark and the processes that it starts, and runs it: node
// run.mjs <name> [options].
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { buildPackages } from "./build-packages.mjs";

const [name, ...options] = process.argv.slice(2);
if (name === "--all") {
  await import("./all.mjs");
  process.exit();
}
const here = fileURLToPath(new URL(".", import.meta.url));
const names = readdirSync(here).flatMap((file) => (/^[\w-]+\.ts$/.test(file) ? [file.slice(0, -3)] : []));
if (!names.includes(name)) {
  console.error(`Usage: node run.mjs <${names.join("|")}> [options], or --all [--quick]`);
  process.exit(2);
}
buildPackages();
const parts = readdirSync(`${here}lib`).filter((file) => file.endsWith(".ts"));
await build({
  entryPoints: [`${here}${name}.ts`, ...parts.map((file) => `${here}lib/${file}`)],
  outdir: `${here}dist`,
  outbase: here,
  entryNames: "[name]",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node20",
  tsconfigRaw: {}, // without the paths to the sources, so that it measures the built packages
  logLevel: "warning",
});
const child = spawn(process.execPath, [`${here}dist/${name}.mjs`, ...options], { stdio: "inherit" });
child.on("exit", (code) => process.exit(code ?? 1));
