import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { writePage } from "./page.mjs";
import { parts } from "./parts.mjs";
import { formatValue, plot } from "./plot.mjs";
import { runPart, showTime } from "./run-part.mjs";
import { comparisonRows, readmeRows, replaceTable } from "./tables.mjs";

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
const facts = { machine: "a machine", node: "v20.20.2", date: "2026-11-30", rivals: ["rival 1.0"], isQuick: false };

describe("a plot", () => {
  const svg = plot(sends, figures);

  it("has a bar for each figure, in proportion to its value", () => {
    const widths = Array.from(svg.matchAll(/<rect [^>]*width="([\d.]+)"/g), ([, width]) => Number(width));
    expect(widths).toHaveLength(3);
    expect((widths[1] ?? 0) / (widths[2] ?? 1)).toBeCloseTo(3860 / 7000, 2);
  });

  it("shows the spread of each figure", () => {
    expect(svg.match(/<path d="M[\d.]+ \d+H[\d.]+/g)).toHaveLength(3);
    expect(plot("a", [{ ...figure("a", "once", 5), low: 5, high: 5 }])).not.toContain("<path d");
  });

  it("has colors for a dark page, and requests nothing", () => {
    expect(svg).toContain("prefers-color-scheme: dark");
    expect(svg.replace("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:/);
  });

  it("says which direction is better where nh is compared with others", () => {
    expect(svg).toContain("more is better");
    expect(plot("CPU", [figure("CPU", "official", 2, "µs"), figure("CPU", "@nh/client", 1, "µs")])).toContain(
      "less is better",
    );
    expect(plot("Memory", [figure("Memory", "1,000 devices", 2, "MB")])).not.toContain("is better");
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
  [-32.14, "KB", "-32.1 KB"],
])("writes %s %s as %s", (value, unit, text) => {
  expect(formatValue(value, unit)).toBe(text);
});

describe("the page", () => {
  const section = {
    id: "client",
    title: "Sending",
    how: "It sends.",
    command: "pnpm bench client --rounds 5",
    figures,
  };

  it("has a picture and a table for each chart, and says how and where it was measured", () => {
    const cold = { id: "cold-start", title: "Cold start", how: "It starts.", command: "pnpm bench cold-start" };
    const sections = [section, { ...cold, figures: [figure("Import", "official", 80, "ms")] }];
    const { page, images } = writePage(sections, facts);
    expect([...images.keys()]).toEqual(["client-1.svg", "cold-start-1.svg"]);
    expect(page).toContain("![Import](images/performance/cold-start-1.svg)");
    expect(page).toContain("| @nh/client | 3,860 /s | 3,470 /s to 4,250 /s |");
    for (const fact of ["a machine", "v20.20.2", "2026-11-30", "rival 1.0", "It sends.", "pnpm bench cold-start"])
      expect(page).toContain(fact);
    expect(page).not.toContain("quick");
  });

  it("puts charts of one subject next to each other", () => {
    const mixed = ["Rate, 1", "CPU, 1", "Rate, 2", "CPU, 2"].map((chart) => figure(chart, "a", 1));
    const { page } = writePage([{ ...section, figures: mixed }], facts);
    expect(page.match(/### .*/g)).toEqual(["### Rate, 1", "### Rate, 2", "### CPU, 1", "### CPU, 2"]);
  });

  it("says which part failed, and keeps what it measured", () => {
    const { page } = writePage([{ ...section, failure: "It ended with exit code 1." }], facts);
    expect(page).toContain("**This part failed, so figures are missing.** It ended with exit code 1.");
    expect(page).toContain("| @nh/client | 3,860 /s |");
  });

  it("shows no spread of a single sample", () => {
    const once = { ...figure("Size", "a", 5, "KB"), low: 5, high: 5 };
    expect(writePage([{ ...section, figures: [once] }], facts).page).toContain("| a | 5 KB | – |");
  });

  it("of a quick run says so", () => {
    expect(writePage([section], { ...facts, isQuick: true }).page).toContain("This was a quick run");
  });
});

describe("a measured table", () => {
  const cold = "Import and first send, in a fresh process";
  const rest = [
    figure("CPU per send, 64 in flight", "official", 100, "µs"),
    figure("CPU per send, 64 in flight", "@nh/client", 31, "µs"),
    figure("CPU per send, 64 in flight", "@nh/client + undici", 15, "µs"),
    figure(cold, "official", 100, "ms"),
    figure(cold, "@nh/client", 40, "ms"),
  ];

  it("of README has ratios", () => {
    expect(readmeRows([...figures, ...rest])?.slice(2)).toEqual([
      "| Sends per second, 64 in flight | 1 × | 3.9 ×; 7.0 × with `@nh/client/undici` | `pnpm bench client` |",
      "| CPU per send, 64 in flight | 100 % | 31 %; 15 % with `@nh/client/undici` | `pnpm bench client` |",
      "| Import and first send, in a fresh process | 100 % | 40 % | `pnpm bench cold-start` |",
    ]);
  });

  it("is not written with a figure missing", () => {
    expect(readmeRows(figures)).toBeUndefined();
    expect(comparisonRows([...figures, ...rest])).toBeUndefined();
  });

  it("of the comparison also has sizes", () => {
    const sizes = ["class", "send by functions"].flatMap((program) =>
      ["Loaded at once in a browser, compressed", "In one file in a browser, compressed"].flatMap((chart) => [
        figure(chart, `official SDK: ${program}`, 24.46, "KB"),
        figure(chart, `@nh/client: ${program}`, 7.72, "KB"),
      ]),
    );
    const more = [
      ...["official", "@nh/client", "@nh/client + undici"].map((name) =>
        figure("Sends per second, 1 in flight", name, 5),
      ),
      ...["official", "@nh/client"].flatMap((name) => [
        figure("Import, in a fresh process", name, 5, "ms"),
        figure("Packages that npm installs", name, 6, "packages"),
        figure("Installed size", name, 3, "MB"),
      ]),
    ];
    expect(comparisonRows([...figures, ...rest, ...sizes, ...more])).toContain(
      "| Bundle of the class for browsers, compressed | 24.5 KB | 7.7 KB at once; 7.7 KB in one file |",
    );
  });

  it("replaces the one before", () => {
    const document = "a\n<!-- pnpm bench --all writes this table -->\n\n| old |\n\n<!-- end -->\nb\n";
    expect(replaceTable(document, ["| new |"])).toBe(
      "a\n<!-- pnpm bench --all writes this table -->\n\n| new |\n\n<!-- end -->\nb\n",
    );
    expect(() => replaceTable("a", [])).toThrow("The document has no place for a measured table.");
  });

  it.each(["README.md", "docs/from-azure-sdk.md"])("has its place in %s", (file) => {
    const document = readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
    expect(replaceTable(document, ["| new |"])).toContain("| new |");
  });
});

describe("a part of the whole run", () => {
  const folder = mkdtempSync(join(tmpdir(), "nh-report-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const line = JSON.stringify(figure("Import", "official", 80, "ms"));

  /** Runs a program in place of the script that runs benchmarks. */
  const runProgram = (name: string, program: string, limitMinutes = 1) => {
    const script = join(folder, `${name}.mjs`);
    writeFileSync(script, program);
    const part = { benchmark: "cold-start", limitMinutes };
    return runPart(part, ["--only", "a, b"], join(folder, `${name}.ndjson`), script);
  };
  const keep = `import { appendFileSync } from "node:fs";
    appendFileSync(process.env.NH_BENCH_FIGURES, ${JSON.stringify(`${line}
`)});`;

  it("gives its figures, and the command that measures them again", async () => {
    expect(await runProgram("good", keep)).toEqual({
      figures: [JSON.parse(line)],
      failure: undefined,
      command: 'pnpm bench cold-start --only "a, b"',
    });
  });

  it("that fails says why, and keeps what it measured", async () => {
    const { figures: kept, failure } = await runProgram("bad", `${keep} process.exit(3);`);
    expect(kept).toHaveLength(1);
    expect(failure).toBe("It ended with exit code 3.");
  });

  it("that measures nothing has failed", async () => {
    expect((await runProgram("empty", "")).failure).toBe("It measured nothing.");
  });

  it("is stopped after its time limit", async () => {
    const { failure } = await runProgram("slow", "setInterval(() => {}, 1000);", 0.005);
    expect(failure).toBe("It was stopped after 0.005 minutes.");
  });
});

it.each([
  [0, "0:00"],
  [247_999, "4:07"],
])("shows %i ms as %s", (milliseconds, text) => {
  expect(showTime(milliseconds)).toBe(text);
});

it.each(parts)("part $id runs a benchmark that exists", ({ id, benchmark }) => {
  expect(existsSync(new URL(`../${benchmark}.ts`, import.meta.url))).toBe(true);
  expect(parts.filter((part) => part.id === id)).toHaveLength(1);
});
