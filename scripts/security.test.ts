import { describe, expect, it } from "vitest";
import { readText } from "./sources.mjs";

const page = readText("SECURITY.md");
const rows = [...page.matchAll(/^\| (.+) \| `([^`]+\.test\.ts)` \|$/gm)].map(([, title = "", file = ""]) => ({
  title,
  file,
}));

describe("SECURITY.md", () => {
  it("names tests under every promise", () => {
    const promises = page.split("## What nh promises")[1]?.split("\n## ")[0]?.split("\n### ").slice(1) ?? [];
    expect(promises).toHaveLength(5);
    expect(promises.filter((promise) => !/`[^`]+\.test\.ts`/.test(promise))).toEqual([]);
  });

  it.each(rows)("names a test that exists: $title", ({ title, file }) => {
    const titles = Array.from(
      readText(file).matchAll(/(?:\b(?:it|test)\b|\)|\bas const\))[^"`\n]*\(\s*(["'`])((?:\\.|(?!\1)[^\\])*)\1/g),
      ([, , found = ""]) => found,
    );
    expect(titles.some((found) => found.startsWith(title))).toBe(true);
  });
});
