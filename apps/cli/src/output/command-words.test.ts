import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as payloads from "@nh/payloads";
import { expect, it } from "vitest";
import { inCommandWords } from "./command-words.js";

const packages = fileURLToPath(new URL("../../../../packages/", import.meta.url));

/** The string literals of a package that recommend one of its functions. */
function recommendations(folder: string): readonly string[] {
  const files = readdirSync(join(packages, folder), { recursive: true, encoding: "utf8" });
  const sources = files.filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
  const literals = sources.flatMap(
    (file) => readFileSync(join(packages, folder, file), "utf8").match(/"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g) ?? [],
  );
  return literals.filter((literal) => functionNames.some((name) => recommends(name).test(literal)));
}

const functionNames = Object.entries(payloads).flatMap(([name, value]) => (typeof value === "function" ? [name] : []));
const recommends = (name: string) =>
  new RegExp(`\\b(?:[Uu]se|[Ss]end|[Pp]ass|[Cc]all) ${name}\\b(?!-)(?:\\(| [a-z]+ )`);

it("names no function of a package in a message of the command line", () => {
  const found = recommendations("payloads/src/lib");
  expect(found.length).toBeGreaterThan(4);
  for (const message of found) {
    const shown = inCommandWords(message);
    expect(
      functionNames.filter((name) => recommends(name).test(shown)),
      shown,
    ).toEqual([]);
  }
});
