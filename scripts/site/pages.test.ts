import { expect, it } from "vitest";
import { addressOf, documents, groupOf, moduleName, readGuides, titleOf } from "./pages.mjs";

const guides = readGuides(`| you want to | read |
|---|---|
| begin | [start](docs/getting-started.md), [words](docs/glossary.md) |
| find out what went wrong | ["201"](docs/errors.md#codes) |
| see programs | [examples](examples/README.md) |

| another | table |
`);

it("reads the guides and their order from the table of README", () => {
  expect([...guides]).toEqual([
    ["Begin", ["docs/getting-started.md", "docs/glossary.md"]],
    ["Find out what went wrong", ["docs/errors.md"]],
    ["See programs", ["examples/README.md"]],
  ]);
});

it("lists the guides first, in the order of README", () => {
  const files = [
    "README.md",
    "decisions/001-a.md",
    "docs/errors.md",
    "docs/getting-started.md",
    "docs/glossary.md",
    "examples/README.md",
    "packages/hub/README.md",
  ];
  expect(documents(files, guides)).toEqual([
    "docs/getting-started.md",
    "docs/glossary.md",
    "docs/errors.md",
    "examples/README.md",
    "packages/hub/README.md",
    "decisions/001-a.md",
  ]);
});

it("refuses a guide that README does not list", () => {
  expect(() => documents(["docs/lost.md"], guides)).toThrow(
    "The table of guides in README.md does not list docs/lost.md.",
  );
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
  ["docs/errors.md", "Find out what went wrong"],
  ["apps/cli/README.md", "Packages"],
  ["decisions/001-a.md", "Decisions"],
  ["SECURITY.md", "Project"],
])("puts %s into its part of the navigation", (file, group) => {
  expect(groupOf(file, guides)).toBe(group);
});

it.each([
  ["docs/errors.md", "docs/errors"],
  ["apps/cli/README.md", "apps/cli"],
  ["SECURITY.md", "SECURITY"],
])("serves %s at %s", (file, address) => {
  expect(addressOf(file)).toBe(address);
});
