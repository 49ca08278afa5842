// `pnpm bench --all`: runs every benchmark in at most 25 minutes, and writes docs/performance.md,
// its plots, and the measured tables of README and of docs/from-azure-sdk.md. With --quick,
// everything takes two minutes and goes to bench/dist/quick, since so few samples prove nothing.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildPackages } from "./build-packages.mjs";
import { writePage } from "./report/page.mjs";
import { parts } from "./report/parts.mjs";
import { runPart, showTime } from "./report/run-part.mjs";
import { comparisonRows, readmeRows, replaceTable } from "./report/tables.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "..");
const isQuick = process.argv.includes("--quick");

const rivals = ["@azure/notification-hubs", "undici", "apns2", "@parse/node-apn", "web-push"].map((name) => {
  const { version } = JSON.parse(readFileSync(join(here, "node_modules", name, "package.json"), "utf8"));
  return `${name} ${version}`;
});

const place = join(here, "dist", isQuick ? "quick" : "all");
rmSync(place, { recursive: true, force: true });
mkdirSync(place, { recursive: true });

buildPackages(); // before the first part, whose time limit is for measuring
const began = performance.now();
const elapsed = () => showTime(performance.now() - began);
const results = [];
for (const [index, part] of parts.entries()) {
  console.log(`\n── ${index + 1} of ${parts.length}, after ${elapsed()}: ${part.title}`);
  const options = isQuick ? part.quick : part.full;
  const result = await runPart(part, options, join(place, `${part.id}.ndjson`));
  if (result.failure !== undefined) console.error(`${part.title}: ${result.failure}`);
  results.push({ ...part, ...result });
}

const [{ model = "unknown" } = {}] = cpus();
const { page, images } = writePage(results, {
  machine: `${model.trim()}, ${availableParallelism()} cores, ${process.platform} ${process.arch}`,
  node: process.version,
  date: new Date().toISOString().slice(0, 10),
  rivals,
  isQuick,
});
const docs = isQuick ? place : join(root, "docs");
const pictures = join(docs, "images/performance");
rmSync(pictures, { recursive: true, force: true });
mkdirSync(pictures, { recursive: true });
for (const [name, svg] of images) writeFileSync(join(pictures, name), svg);
writeFileSync(join(docs, "performance.md"), page);
console.log(`\nAfter ${elapsed()}: wrote performance.md and ${images.size} plots to ${docs}.`);

const figures = results.flatMap((result) => result.figures);
for (const [file, rows] of [
  ["README.md", readmeRows(figures)],
  ["docs/from-azure-sdk.md", comparisonRows(figures)],
]) {
  if (rows === undefined) console.error(`${file} keeps its table: some of its figures were not measured.`);
  else if (isQuick) console.log(`\nThe table of ${file}, unwritten:\n\n${rows.join("\n")}`);
  else writeFileSync(join(root, file), replaceTable(readFileSync(join(root, file), "utf8"), rows));
}

const failed = results.filter(({ failure }) => failure !== undefined);
console.log(`\nbenchmarks: ${results.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length > 0 ? 1 : 0;
