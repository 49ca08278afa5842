import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

/** The programs of the comparison in README.md. Each is in both folders. */
const programs = ["express-api.ts", "fcm-migration.ts", "worker.ts", "bulk-with-resume.ts"];
const folder = new URL("./", import.meta.url);

/** Lines of code: without blank lines and lines of comments. */
function linesOf(file: string): number {
  const lines = readFileSync(new URL(file, folder), "utf8").split("\n");
  return lines.filter((line) => !/^\s*($|\/\/|\/\*\*?|\*)/.test(line)).length;
}

it("compares lines of code that are counted, not remembered", () => {
  const rows = programs.map((file) => `| \`${file}\` | ${linesOf(file)} | ${linesOf(`official-sdk/${file}`)} |`);
  const readme = readFileSync(new URL("README.md", folder), "utf8");
  expect(readme.split("\n").filter((line) => /^\| `[\w-]+\.ts` \| \d+ \| \d+ \|$/.test(line))).toEqual(rows);
});

it("counts the lines that the README of the repository names", () => {
  const row = `| ${linesOf("official-sdk/express-api.ts")} lines | ${linesOf("express-api.ts")} lines |`;
  expect(readFileSync(new URL("../README.md", folder), "utf8")).toContain(row);
});

it.each(programs)("%s stays under 50 lines", (file) => {
  expect(readFileSync(new URL(file, folder), "utf8").trimEnd().split("\n").length).toBeLessThan(50);
});
