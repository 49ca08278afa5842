import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as payloads from "@nh/payloads";
import { expect, it } from "vitest";
import { inCommandWords } from "./command-words.js";

const packages = fileURLToPath(new URL("../../../../packages/", import.meta.url));

/** The string literals of a package that a pattern fits. */
function literals(folder: string, fits: (literal: string) => boolean): readonly string[] {
  const files = readdirSync(join(packages, folder), { recursive: true, encoding: "utf8" });
  const sources = files.filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
  const all = sources.flatMap(
    (file) => readFileSync(join(packages, folder, file), "utf8").match(/"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g) ?? [],
  );
  return all.filter(fits);
}

const functionNames = Object.entries(payloads).flatMap(([name, value]) => (typeof value === "function" ? [name] : []));
const recommends = (name: string) =>
  new RegExp(`\\b(?:[Uu]se|[Ss]end|[Pp]ass|[Cc]all) ${name}\\b(?!-)(?:\\(| [a-z]+ )`);

it("names no function of a package in a message of the command line", () => {
  const found = literals("payloads/src/lib", (literal) => functionNames.some((name) => recommends(name).test(literal)));
  expect(found.length).toBeGreaterThan(4);
  for (const message of found) {
    const shown = inCommandWords(message);
    expect(
      functionNames.filter((name) => recommends(name).test(shown)),
      shown,
    ).toEqual([]);
  }
});

it("names the option where the hub names its data folder", () => {
  const found = literals("hub/src/lib/node", (literal) => /another data folder|Update @nh/.test(literal));
  expect(found.length).toBe(3);
  for (const message of found) {
    expect(inCommandWords(message)).toContain("another --data-dir.");
    expect(inCommandWords(message)).not.toContain("@nh/hub");
  }
});
