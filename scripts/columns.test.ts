import { describe, expect, it } from "vitest";
import { findWideLines, MAX_COLUMNS } from "./columns.mjs";

const wide = (prefix: string) => `${prefix}${"word ".repeat(MAX_COLUMNS / 5)}word`;
const full = (prefix: string) => [...wide(prefix)].slice(0, MAX_COLUMNS).join("");

describe("lines that are too wide", () => {
  it.each([
    ["a comment to the end of the line", "a.ts", `const a = 1;\n${wide("  // ")}`],
    ["a comment behind code", "a.ts", `\n${wide("const a = 1; // ")}`],
    ["a docstring", "a.ts", `/**\n${wide(" * ")}\n */\nconst a = 1;`],
    ["a comment at the end of a file", "a.mjs", `a();\n${wide("// ")}`],
    ["a comment between elements of a page", "a.tsx", `const a = <p\n${wide("  // ")}\n  key="a" />;`],
    ["a comment of a style sheet", "a.css", `a {\n${wide("  /* ")}*/\n}`],
    ["a comment of a shell script or a YAML file", "a.yaml", `a: 1\n${wide("# ")}`],
    ["a paragraph", "a.md", `First.\n${wide("")}`],
    ["an item of a list", "a.md", `\n${wide("- ")}`],
  ])("are found in %s", (_where, file, text) => {
    expect(findWideLines(file, text)).toEqual([2]);
  });

  it.each([
    ["a comment of exactly 100 characters", "a.ts", full("// ")],
    ["a paragraph of exactly 100 characters, whatever they weigh", "a.md", full("Grüße 👋 ")],
    ["code", "a.ts", `const a = "${wide("// ")}";`],
    ["a comment with code after it", "a.ts", `const a = /* pure */ [${"1, ".repeat(MAX_COLUMNS / 3)}];`],
    ["a regular expression or a template that looks like a comment", "a.ts", `a = /"/ + \`${wide("// ")}\`;`],
    ["text of a page", "a.tsx", `const a = <p>\n${wide("// ")}</p>;`],
    ["a directive of a tool", "a.ts", wide("// biome-ignore lint/a/b: ")],
    ["a code block in a docstring", "a.ts", `/**\n * \`\`\`ts\n${wide(" * ")}\n * \`\`\`\n */\nconst a = 1;`],
    ["a table", "a.md", wide("| ")],
    ["a heading", "a.md", wide("## ")],
    ["a code block", "a.md", `\`\`\`\n${wide("")}\n\`\`\``],
    ["an address alone on its line", "a.md", `See\n<https://example.com/${"a".repeat(MAX_COLUMNS)}>`],
    ["an address in a list", "a.ts", `// - https://example.com/${"a".repeat(MAX_COLUMNS)}`],
  ])("are not found in %s", (_where, file, text) => {
    expect(findWideLines(file, text)).toEqual([]);
  });
});
