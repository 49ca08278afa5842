import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { readPageFiles } from "./page-files.js";

const folder = mkdtempSync(join(tmpdir(), "nh-page-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("refuses a page that is not built, and reads a built one with content types and the index as /", () => {
  expect(() => readPageFiles(folder)).toThrow("has no index.html. Build the page first");
  mkdirSync(join(folder, "assets"));
  writeFileSync(join(folder, "index.html"), "<!doctype html>");
  writeFileSync(join(folder, "assets", "a.js"), "1");
  writeFileSync(join(folder, "assets", "a.js.map"), "{}");
  const files = readPageFiles(folder);
  expect([...files].map(([path, { contentType }]) => [path, contentType]).sort()).toEqual([
    ["/", "text/html; charset=utf-8"],
    ["/assets/a.js", "text/javascript; charset=utf-8"],
    ["/index.html", "text/html; charset=utf-8"],
  ]);
});
