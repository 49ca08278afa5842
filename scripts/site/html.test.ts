import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findBrokenLinks, findForeignRequests, readPages } from "./html.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "nh-site-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Record<string, string>): ReturnType<typeof readPages> {
  mkdirSync(join(folder, "guides"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return readPages(folder);
}

describe("the links of the site", () => {
  it("may lead to a page, to an anchor and to another host", () => {
    const pages = write({
      "index.html": '<a href="guides/a.html#one">a</a> <a href="https://example.com/">b</a> <img src="a.png">',
      "guides/a.html": '<h2 id="one">One</h2> <a href="../index.html">back</a> <a href="#one">one</a>',
      "a.png": "",
    });
    expect(findBrokenLinks(pages, folder)).toEqual([]);
  });

  it.each(["guides/b.html", "guides/a.html#two", "#two"])("may not lead to %s", (target) => {
    const pages = write({ "index.html": `<a href="${target}">x</a>`, "guides/a.html": '<h2 id="one">One</h2>' });
    expect(findBrokenLinks(pages, folder)).toEqual([`index.html: the link to ${target} leads nowhere`]);
  });
});

describe("the requests of the site", () => {
  it("stay on its own host", () => {
    const pages = write({ "index.html": '<script src="a.js"></script> <a href="https://example.com/">b</a>' });
    expect(findForeignRequests(pages, folder)).toEqual([]);
  });

  it.each([
    ['<img alt="" src="https://example.com/a.png">', "https://example.com/a.png"],
    ['<script defer src="//example.com/a.js"></script>', "//example.com/a.js"],
    ['<link rel="stylesheet" href="https://example.com/a.css"/>', "https://example.com/a.css"],
  ])("do not include %s", (html, url) => {
    expect(findForeignRequests(write({ "index.html": html }), folder)).toEqual([`index.html loads ${url}`]);
  });

  it("do not include a font of another host", () => {
    const pages = write({ "index.html": "", "a.css": "@font-face { src: url(https://example.com/a.woff2) }" });
    expect(findForeignRequests(pages, folder)).toEqual(["a.css loads https://example.com/a.woff2"]);
  });
});
