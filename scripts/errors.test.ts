import { describe, expect, it } from "vitest";
import { listFiles, readText } from "./sources.mjs";

const page = readText("docs/errors.md");
const codesIn = (text: string): string[] => text.match(/\bNH_[A-Z]+(_[A-Z]+)*\b/g) ?? [];

/** Environment variables look like codes. */
const variables = ["NH_CONFIG_DIR", "NH_CONNECTION_STRING", "NH_HUB", "NH_LOG", "NH_PRODUCTION"];

const sources = listFiles(/^(packages\/[^/]+|apps\/cli)\/src\/.*\.tsx?$|^apps\/demo\/(?!test\/).*\.tsx?$/).filter(
  (file) => !/\.test(-d)?\.ts$|\/fixtures\//.test(file),
);
const codes = new Set(sources.flatMap((file) => codesIn(readText(file))).filter((code) => !variables.includes(code)));

describe("docs/errors.md", () => {
  it("lists every code of the packages and of the command line", () => {
    const listed = codesIn(page);
    expect([...codes].filter((code) => !listed.includes(code)).sort()).toEqual([]);
  });

  it("lists no code that no source has", () => {
    expect(codesIn(page).filter((code) => !codes.has(code))).toEqual([]);
  });

  it("lists each code once in its tables", () => {
    const listed = page
      .split("\n")
      .filter((line) => line.startsWith("|"))
      .flatMap(codesIn);
    expect(listed.filter((code, index) => listed.indexOf(code) !== index)).toEqual([]);
  });

  it("names only classes and guards that the package exports", () => {
    const rows = [...page.matchAll(/^\| `(\w+)` \| `@nh\/(\w+)((?:\/\w+)?)`, `(\w+)` \|/gm)];
    expect(rows.length).toBeGreaterThan(10);
    const wrong = rows.flatMap(([row, className, name, entryPoint, guard]) => {
      const sections = readText(`packages/${name}/api.txt`).split(/^# /m);
      const section = sections.find((text) => text.startsWith(`@nh/${name}${entryPoint}\n`)) ?? "";
      return section.includes(`\nclass ${className}\n`) && section.includes(`\nfunction ${guard}(`) ? [] : [row];
    });
    expect(wrong).toEqual([]);
  });
});
