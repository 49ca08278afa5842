import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import * as payloads from "../src/index.js";

/** The functions that make something of what a caller writes: each shows an example. */
const shown = [
  "adm",
  "apple",
  "baidu",
  "browser",
  "browserHandle",
  "buildNotification",
  "checkNotification",
  "convertGcmToFcmV1",
  "fcmV1",
  "gcm",
  "previewText",
  "rawNotification",
  "template",
  "windows",
  "windowsBadge",
  "windowsPhone",
  "windowsPhoneRaw",
  "windowsPhoneTile",
  "windowsPhoneToast",
  "windowsRaw",
  "windowsTile",
  "windowsToast",
  "xiaomi",
];

/** What examples may use besides what the package exports. */
const surroundings = {
  subscription: JSON.stringify({
    endpoint: "https://push.example.com/1",
    keys: { p256dh: "B".repeat(87), auth: "a".repeat(22) },
  }),
};

const documented = /\/\*\*((?:(?!\*\/).)*)\*\/\s*export function (\w+)/gs;
const example = /@example\n(.*?)(?=\n \* @|\n $)/s;

/** The examples of all functions: the name of the function and the code. */
function examples(): (readonly [name: string, code: string])[] {
  const sources = fileURLToPath(new URL("../src/lib", import.meta.url));
  const files = readdirSync(sources, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts"));
  return files.flatMap((path) =>
    [...readFileSync(join(sources, path), "utf8").matchAll(documented)].flatMap(([, comment = "", name = ""]) => {
      const code = example.exec(comment)?.[1]?.replace(/^ \* ?/gm, "");
      return code === undefined ? [] : [[name, code] as const];
    }),
  );
}

describe("the examples in the sources", () => {
  const all = examples().filter(([name]) => shown.includes(name));

  it("are there for every builder", () => {
    expect([...new Set(all.map(([name]) => name))].sort()).toEqual(shown);
  });

  it.each(all)("of %s run", (_name, code) => {
    const scope = { ...payloads, ...surroundings };
    expect(() => new Function(...Object.keys(scope), code)(...Object.values(scope))).not.toThrow();
  });
});
