// Fills the tables of README and of the guides whose figures come from measurements.

const official = "official";
const ours = "@nh/client";
const withUndici = "@nh/client + undici";

/**
 * @param {import("../lib/figures.js").Figure[]} figures
 * @returns {string[] | undefined} the table of README; undefined if a figure is missing
 */
export function readmeRows(figures) {
  return table(["", "official", "nh", "measured by"], () => {
    const { ratios } = lookUp(figures);
    return [
      [...ratios("Sends per second, 64 in flight", times, withUndici), "`pnpm bench client`"],
      [...ratios("CPU per send, 64 in flight", percent, withUndici), "`pnpm bench client`"],
      [...ratios("Import and first send, in a fresh process", percent), "`pnpm bench cold-start`"],
    ];
  });
}

/**
 * @param {import("../lib/figures.js").Figure[]} figures
 * @returns {string[] | undefined} the table of docs/from-azure-sdk.md; undefined if a figure is
 *   missing
 */
export function comparisonRows(figures) {
  return table(["", "official", "nh"], () => {
    const { ratios, medianOf } = lookUp(figures);
    const bundle = (title, program) => {
      const size = (chart, name) => `${medianOf(chart, name).toFixed(1)} KB`;
      const atOnce = "Loaded at once in a browser, compressed";
      const oneFile = "In one file in a browser, compressed";
      const [theirs, own] = [`official SDK: ${program}`, `@nh/client: ${program}`];
      return [title, size(oneFile, theirs), `${size(atOnce, own)} at once; ${size(oneFile, own)} in one file`];
    };
    const installed = (title, chart, show) => [title, show(medianOf(chart, official)), show(medianOf(chart, ours))];
    return [
      ratios("Sends per second, 64 in flight", times, withUndici),
      ratios("CPU per send, 64 in flight", percent, withUndici),
      ratios("Sends per second, 1 in flight", times, withUndici),
      ratios("Import, in a fresh process", percent),
      ratios("Import and first send, in a fresh process", percent),
      bundle("Bundle of the class for browsers, compressed", "class"),
      bundle("Bundle of a send by functions, compressed", "send by functions"),
      installed("Packages that `npm install` brings", "Packages that npm installs", String),
      installed("Installed size", "Installed size", (megabytes) => `${megabytes.toFixed(1)} MB`),
    ];
  });
}

/**
 * Puts a table between the two comments that mark its place.
 *
 * @throws {Error} when the document has no such place
 */
export function replaceTable(document, rows) {
  const place = /(<!-- pnpm bench --all writes this table -->\n\n)[\s\S]*?(\n<!-- end -->)/;
  if (!place.test(document)) throw new Error("The document has no place for a measured table.");
  return document.replace(place, (_, start, end) => `${start}${rows.join("\n")}\n${end}`);
}

class MissingFigure extends Error {}

function table(head, writeRows) {
  try {
    const rows = writeRows();
    return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  } catch (error) {
    if (error instanceof MissingFigure) return undefined;
    throw error;
  }
}

function lookUp(figures) {
  const medianOf = (chart, name) => {
    const figure = figures.find((one) => one.chart === chart && one.name === name);
    if (figure === undefined) throw new MissingFigure(`${chart}: ${name}`);
    return figure.value;
  };
  /** A row whose values are relative to those of the official client. */
  const ratios = (chart, show, more) => {
    const ratio = (name) => show(medianOf(chart, name) / medianOf(chart, official));
    const second = more === undefined ? "" : `; ${ratio(more)} with \`@nh/client/undici\``;
    return [chart, show(1), `${ratio(ours)}${second}`];
  };
  return { medianOf, ratios };
}

const times = (ratio) => (ratio === 1 ? "1 ×" : `${ratio.toFixed(1)} ×`);
const percent = (ratio) => `${(100 * ratio).toFixed(0)} %`;
