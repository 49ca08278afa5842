// `pnpm bench --all`: runs every benchmark, and writes docs/performance.md, its plots, and the
// measured rows of README. With --quick, everything takes two minutes and goes to bench/dist/quick,
// since so few samples prove nothing.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus } from "node:os";
import { join } from "node:path";
import { env } from "node:process";
import { fileURLToPath } from "node:url";
import { readmeRows, replaceRows, writePage } from "./report/page.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "..");
const isQuick = process.argv.includes("--quick");

/** Each benchmark with its options, and with those of a quick run. */
const benchmarks = [
  ["client", ["--in-flight", "1,16,64,256"], ["--rounds", "1", "--sends", "2000", "--in-flight", "1,64"]],
  ["client", ["--sends", "200000", "--rounds", "3", "--in-flight", "64", "--heap"], undefined],
  ["cold-start", [], ["--rounds", "2"]],
  ["bundle-size", [], []],
  ["installed-size", [], undefined],
  ["hub-scale", [], ["1000", "10000"]],
  ["hub-http", [], ["--rounds", "1", "--seconds", "1"]],
  ["platforms", [], ["--rounds", "1", "--pushes", "1000", "--only", "apns,web-push,fcm"]],
];

const place = join(here, "dist", isQuick ? "quick" : "all");
rmSync(place, { recursive: true, force: true });
mkdirSync(place, { recursive: true });
const file = join(place, "figures.ndjson");
writeFileSync(file, "");
for (const [name, full, quick] of benchmarks) {
  const options = isQuick ? quick : full;
  if (options === undefined) continue;
  const { status } = spawnSync(process.execPath, [join(here, "run.mjs"), name, ...options], {
    stdio: "inherit",
    env: { ...env, NH_BENCH_FIGURES: file },
  });
  if (status !== 0) {
    console.error(`The benchmark ${name} failed, so nothing was written.`);
    process.exit(1);
  }
}

const figures = readFileSync(file, "utf8")
  .split("\n")
  .filter(Boolean)
  .map((line) => JSON.parse(line));
const require = createRequire(import.meta.url);
const versionOf = (name) => JSON.parse(readFileSync(require.resolve(`${name}/package.json`), "utf8")).version;
const rivals = ["@azure/notification-hubs", "undici"].map((name) => `${name} ${versionOf(name)}`);
const [{ model = "unknown" } = {}] = cpus();
const facts = {
  machine: `${model.trim()}, ${cpus().length} cores, ${process.platform}`,
  node: process.version,
  date: new Date().toISOString().slice(0, 10),
  rivals,
};
const { page, images } = writePage(figures, facts);
const docs = isQuick ? place : join(root, "docs");
mkdirSync(join(docs, "images/performance"), { recursive: true });
for (const [name, svg] of images) writeFileSync(join(docs, "images/performance", name), svg);
writeFileSync(join(docs, "performance.md"), page);
if (!isQuick) {
  const readme = join(root, "README.md");
  writeFileSync(readme, replaceRows(readFileSync(readme, "utf8"), readmeRows(figures)));
}
console.log(`Wrote ${images.size} plots and performance.md to ${docs}.`);
