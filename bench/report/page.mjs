// Writes docs/performance.md from figures.
import { formatValue, plot } from "./plot.mjs";

/**
 * @param {import("../lib/figures.js").Figure[]} figures in the order in which they were measured
 * @param {{ machine: string, node: string, date: string, rivals: string[] }} facts
 * @returns {{ page: string, images: Map<string, string> }} the page, and each picture by its name
 */
export function writePage(figures, { machine, node, date, rivals }) {
  const charts = new Map();
  for (const figure of figures) charts.set(figure.chart, [...(charts.get(figure.chart) ?? []), figure]);
  const images = new Map();
  const sections = [...charts].map(([chart, list]) => {
    const name = `${chart
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "")}.svg`;
    images.set(name, plot(chart, list));
    const rows = list.map(
      ({ name: bar, value, low, high, unit }) =>
        `| ${bar.replaceAll("|", "\\|")} | ${formatValue(value, unit)} | ${formatValue(low, unit)} to ${formatValue(high, unit)} |`,
    );
    return `## ${chart}\n\n![${chart}](images/performance/${name})\n\n| | median | spread |\n|---|---|---|\n${rows.join("\n")}\n`;
  });
  const page = `# Performance

\`pnpm bench --all\` measured this on ${date}, wrote this page, and drew the plots. Each sample is a
fresh process, and the variants take turns. The ratios carry over to other machines. The rates do
not.

| | |
|---|---|
| machine | ${machine} |
| Node | ${node} |
| compared with | ${rivals.join(", ")} |

${sections.join("\n")}`;
  return { page, images };
}

/**
 * The table in README whose figures come from measurements.
 *
 * @param {import("../lib/figures.js").Figure[]} figures
 * @returns {string[]} a table in Markdown with one row for each ratio; none for what was not
 *   measured
 */
export function readmeRows(figures) {
  const medianOf = (chart, name) => figures.find((one) => one.chart === chart && one.name === name)?.value;
  const row = (title, chart, names, command, format) => {
    const official = medianOf(chart, "official");
    const values = names.map((name) => medianOf(chart, name));
    if (official === undefined || values.includes(undefined)) return [];
    const [first, second] = values.map((value) => format(value / official));
    const more = second === undefined ? "" : `; ${second} with \`@nh/client/undici\``;
    return [`| ${title} | ${format(1)} | ${first}${more} | \`${command}\` |`];
  };
  const ratio = (value) => (value === 1 ? "1" : value.toFixed(2));
  const percent = (value) => `${(100 * value).toFixed(0)} %`;
  const both = ["@nh/client", "@nh/client + undici"];
  return [
    "| | official | nh | measured by |",
    "|---|---|---|---|",
    ...row("sends per second, 64 in flight", "Sends per second, 64 in flight", both, "pnpm bench client", ratio),
    ...row("CPU time per send, 64 in flight", "CPU per send, 64 in flight", both, "pnpm bench client", percent),
    ...row(
      "importing it and sending once, in a fresh process",
      "Import and first send, in a fresh process",
      ["@nh/client"],
      "pnpm bench cold-start",
      ratio,
    ),
  ];
}

/** Puts rows between the two comments that mark their place. */
export function replaceRows(readme, rows) {
  const place = /(<!-- pnpm bench --all writes this table -->\n\n)[\s\S]*?(\n<!-- end -->)/;
  if (!place.test(readme)) throw new Error("README.md has no place for measured rows.");
  return readme.replace(place, (_, start, end) => `${start}${rows.join("\n")}\n${end}`);
}
