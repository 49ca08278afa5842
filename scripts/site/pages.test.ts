import { expect, it } from "vitest";
import { documents, groupOf, moduleName, titleOf } from "./pages.mjs";

it("lists the guides first, in the order in which one reads them", () => {
  const files = [
    "README.md",
    "decisions/001-a.md",
    "docs/errors.md",
    "docs/getting-started.md",
    "packages/hub/README.md",
  ];
  expect(documents(files)).toEqual([
    "docs/getting-started.md",
    "docs/errors.md",
    "packages/hub/README.md",
    "decisions/001-a.md",
  ]);
});

it.each([
  ["packages/client/src", "@nh/client"],
  ["client/src/index", "@nh/client"],
  ["hub/src/msw", "@nh/hub/msw"],
  ["Delivery", undefined],
])("calls the module %s by its specifier", (name, specifier) => {
  expect(moduleName(name)).toBe(specifier);
});

it("calls a page by its heading, code included", () => {
  const parts = [
    { kind: "text", text: "# From " },
    { kind: "code", text: "`a/b`" },
    { kind: "text", text: "\n\nText" },
  ];
  expect(titleOf(parts)).toBe("From a/b");
  expect(titleOf([{ kind: "text", text: "No heading" }])).toBeUndefined();
});

it.each([
  ["docs/cli.md", "Guides"],
  ["apps/cli/README.md", "Packages"],
  ["decisions/001-a.md", "Decisions"],
  ["SECURITY.md", "Project"],
])("puts %s into its part of the navigation", (file, group) => {
  expect(groupOf(file)).toBe(group);
});
