import { describe, expect, it } from "vitest";
import { readmeRows, replaceRows, writePage } from "./page.mjs";
import { formatValue, plot } from "./plot.mjs";

const figure = (chart: string, name: string, value: number, unit = "/s") => ({
  chart,
  unit,
  name,
  value,
  low: value * 0.9,
  high: value * 1.1,
});
const sends = "Sends per second, 64 in flight";
const figures = [
  figure(sends, "official", 1000),
  figure(sends, "@nh/client", 3860),
  figure(sends, "@nh/client + undici", 7000),
];
const facts = { machine: "a machine", node: "v20.20.2", date: "2026-11-30", rivals: ["rival 1.0"] };

describe("a plot", () => {
  const svg = plot(sends, figures);

  it("has a bar for each figure, in proportion to its value", () => {
    const widths = Array.from(svg.matchAll(/<rect [^>]*width="([\d.]+)"/g), ([, width]) => Number(width));
    expect(widths).toHaveLength(3);
    expect((widths[1] ?? 0) / (widths[2] ?? 1)).toBeCloseTo(3860 / 7000, 2);
  });

  it("shows the spread of each figure", () => {
    expect(svg.match(/<path d="M[\d.]+ \d+H[\d.]+/g)).toHaveLength(3);
  });

  it("has colors for a dark page, and requests nothing", () => {
    expect(svg).toContain("prefers-color-scheme: dark");
    expect(svg.replace("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:/);
  });

  it("draws no bar below zero", () => {
    expect(plot("a", [figure("a", "shrank", -5, "KB"), figure("a", "grew", 5, "KB")])).not.toMatch(/(width|M|H)="?-/);
  });

  it("escapes names", () => {
    expect(plot("a", [figure("a", "x < y & z", 1)])).toContain("x &lt; y &amp; z");
  });
});

it.each([
  [12_345, "/s", "12,300 /s"],
  [0.4213, "ms", "0.42 ms"],
  [34.56, "KB", "34.6 KB"],
])("writes %s %s as %s", (value, unit, text) => {
  expect(formatValue(value, unit)).toBe(text);
});

it("the page has a picture and a table for each chart, and says where it was measured", () => {
  const { page, images } = writePage([...figures, figure("Import", "official", 80, "ms")], facts);
  expect([...images.keys()]).toEqual(["sends-per-second-64-in-flight.svg", "import.svg"]);
  expect(page).toContain("![Import](images/performance/import.svg)");
  expect(page).toContain("| @nh/client | 3,860 /s | 3,470 /s to 4,250 /s |");
  for (const fact of ["a machine", "v20.20.2", "2026-11-30", "rival 1.0"]) expect(page).toContain(fact);
});

describe("the table of README", () => {
  it("has the ratios of what was measured, and nothing else", () => {
    expect(readmeRows(figures).slice(2)).toEqual([
      "| sends per second, 64 in flight | 1 | 3.86; 7.00 with `@nh/client/undici` | `pnpm bench client` |",
    ]);
  });

  it("replaces the one before", () => {
    const readme = "a\n<!-- pnpm bench --all writes this table -->\n\n| old |\n\n<!-- end -->\nb\n";
    expect(replaceRows(readme, ["| new |"])).toBe(
      "a\n<!-- pnpm bench --all writes this table -->\n\n| new |\n\n<!-- end -->\nb\n",
    );
    expect(() => replaceRows("a", [])).toThrow("README.md has no place");
  });
});
