// Uses the packed tarballs as other projects would, and prints one row for each use: node run.mjs
// [word …]. The words choose the rows whose names contain one of them. Build the packages first. A
// row whose tool is not here and cannot be fetched is skipped, and says so.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build as esbuild } from "esbuild";
import { build as vite } from "vite";
import { packAll } from "../tarballs.mjs";
import { installWithNpm, installWithPnpm } from "./projects.mjs";
import { fetchTool } from "./tools.mjs";

const run = promisify(execFile);
const runtimesScript = fileURLToPath(new URL("../../packages/client/test/runtimes/run.mjs", import.meta.url));
const wanted = process.argv.slice(2);
const LIMIT_MS = 300_000;

const place = mkdtempSync(join(tmpdir(), "nh-consumers-"));
const npmProject = join(place, "npm");
const pnpmProject = join(place, "pnpm");

/** Thrown by a row that cannot be tried here. */
class Skipped extends Error {}

const node = (folder, ...words) => run(process.execPath, words, { cwd: folder, timeout: LIMIT_MS });

/** Runs the command line of the project. Its hub passes its connection string to `words`. */
const underHub = (folder, ...words) =>
  node(folder, join(folder, "node_modules/@nh/cli/dist/bin.js"), "hub", "exec", "--", process.execPath, ...words);

const browsersAndNode = ["--lib", "es2022,dom", "--types", "node", "typed.ts"];

/** With every declaration file checked, since `skipLibCheck` is off. */
async function compile(folder, version, resolution, environment = browsersAndNode) {
  const compiler = await fetchTool("typescript", version, "bin/tsc");
  if (compiler === undefined) throw new Skipped(`TypeScript ${version} is not here and cannot be fetched`);
  const options = ["--noEmit", "--strict", "--target", "es2022"];
  const module = resolution === "nodenext" ? "nodenext" : "esnext";
  await node(folder, compiler, ...options, "--module", module, "--moduleResolution", resolution, ...environment);
}

/** A Worker has Cloudflare's types instead of those of browsers and Node. */
async function compileForWorkers(folder) {
  const types = await fetchTool("@cloudflare/workers-types", "5.20261117.1", "index.d.ts");
  if (types === undefined) throw new Skipped("the types of Cloudflare Workers are not here and cannot be fetched");
  await compile(folder, typescripts.at(-1), "bundler", ["--lib", "es2022", "--types", "", types, "worker.ts"]);
}

async function bundleWithEsbuild(folder, platform) {
  const outfile = join(folder, `esbuild-${platform}.mjs`);
  await esbuild({
    absWorkingDir: folder,
    entryPoints: ["browser.mjs"],
    outfile,
    bundle: true,
    minify: true,
    format: "esm",
    platform,
    logLevel: "error",
  });
  await underHub(folder, "run-bundle.mjs", outfile);
}

async function bundleWithVite(folder) {
  const outDir = join(folder, "vite-out");
  await vite({
    root: folder,
    configFile: false,
    logLevel: "error",
    build: { outDir, lib: { entry: "browser.mjs", formats: ["es"], fileName: () => "bundle.mjs" } },
  });
  await underHub(folder, "run-bundle.mjs", join(outDir, "bundle.mjs"));
}

async function useCommandLine(folder) {
  const program = join(folder, "node_modules/@nh/cli/dist/bin.js");
  const words = ["send", "apple", "--title", "Hi", "--everyone", "--yes", "--json"];
  const { stdout } = await underHub(folder, program, ...words);
  if (JSON.parse(stdout).state !== "enqueued") throw new Error(`nh send printed ${stdout}`);
}

/** The promises of the client, checked on another runtime with the packages of the project. */
async function onRuntime(folder, name) {
  const { stdout } = await node(folder, runtimesScript, "--in", join(folder, "runtimes"), name);
  if (stdout.includes("skipped")) throw new Skipped(stdout.trim());
}

const inBoth = (name, use) => [
  { name: `npm: ${name}`, folder: npmProject, use },
  { name: `pnpm: ${name}`, folder: pnpmProject, use },
];
/** 5.0 is the oldest that knows the resolution `bundler`. */
const typescripts = ["5.0.4", "5.9.3", "6.0.3", "7.0.2"];
const rows = [
  ...inBoth("ES modules", (folder) => node(folder, "esm.mjs")),
  ...inBoth("CommonJS", (folder) => node(folder, "cjs.cjs")),
  ...inBoth("nh", useCommandLine),
  ...typescripts.flatMap((version) =>
    ["nodenext", "bundler"].flatMap((resolution) =>
      inBoth(`TypeScript ${version}, ${resolution}`, (folder) => compile(folder, version, resolution)),
    ),
  ),
  ...inBoth("TypeScript with the types of Cloudflare Workers", compileForWorkers),
  ...inBoth("esbuild for browsers", (folder) => bundleWithEsbuild(folder, "browser")),
  ...inBoth("esbuild for any platform", (folder) => bundleWithEsbuild(folder, "neutral")),
  ...inBoth("Vite", bundleWithVite),
  ...["node20.19", "node22", "node24", "node26", "bun", "deno", "workerd", "chromium"].map((name) => ({
    name: `npm: ${name}`,
    folder: npmProject,
    use: (folder) => onRuntime(folder, name),
  })),
].filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)));

const results = [];
try {
  const tarballs = packAll(join(place, "tarballs"));
  await installWithNpm(npmProject, tarballs);
  await installWithPnpm(pnpmProject, tarballs);
  for (const { name, folder, use } of rows) {
    const start = performance.now();
    let result = "passed";
    try {
      await use(folder);
    } catch (error) {
      result = error instanceof Skipped ? `skipped: ${error.message}` : "failed";
      if (result === "failed") console.error(`${name}:\n${error.stdout ?? ""}${error.stderr ?? error.stack}`);
    }
    results.push({ consumer: name, result, seconds: ((performance.now() - start) / 1000).toFixed(1) });
    console.log(`${name}: ${result}`);
  }
} finally {
  rmSync(place, { recursive: true, force: true });
}
console.table(results);
const count = (word) => results.filter(({ result }) => result.startsWith(word)).length;
console.log(`consumers: ${count("passed")} passed, ${count("failed")} failed, ${count("skipped")} skipped`);
process.exitCode = count("failed") > 0 || results.length === 0 ? 1 : 0;
