import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { catalogue } from "../catalogue.js";
import { renderReference } from "./reference.js";

const file = new URL("../../../../../docs/cli.md", import.meta.url);

describe("docs/cli.md", () => {
  it("is up to date with the definitions of the commands; after a build, pnpm --filter @nh/cli docs updates it", async () => {
    expect(readFileSync(file, "utf8")).toBe(await renderReference(catalogue));
  });

  it("links only to existing headings", () => {
    const text = readFileSync(file, "utf8");
    const headings = new Set(
      [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) => title.toLowerCase().replaceAll(" ", "-")),
    );
    const links = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor = ""]) => anchor);
    expect(links.length).toBeGreaterThan(40);
    for (const link of links) expect(headings).toContain(link);
  });
});
