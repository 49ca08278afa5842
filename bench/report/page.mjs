// Writes docs/performance.md from figures.
import { formatValue, plot } from "./plot.mjs";

/**
 * @typedef {object} Section what one part measured
 * @property {string} id which begins the names of its plots
 * @property {string} title
 * @property {string} how it was measured
 * @property {string} command that measures it again
 * @property {import("../lib/figures.js").Figure[]} figures in the order in which they were measured
 * @property {string} [failure] why the part failed
 */

/**
 * @typedef {object} Facts
 * @property {string} machine
 * @property {string} node its version
 * @property {string} date
 * @property {string[]} rivals with their versions
 * @property {boolean} isQuick
 */

/**
 * @param {Section[]} sections in the order of the page
 * @param {Facts} facts
 * @returns {{ page: string, images: Map<string, string> }} the page, and each picture by its name
 */
export function writePage(sections, { machine, node, date, rivals, isQuick }) {
  const images = new Map();
  const command = isQuick ? "pnpm bench --all --quick" : "pnpm bench --all";
  const warning = isQuick ? "\n**This was a quick run. Its samples are too few to prove anything.**\n" : "";
  const introduction = `\`${command}\` measured this on ${date}, and wrote this page and its plots. Each sample is a
    fresh process, and the variants take turns. Each bar is a median, and the line across its end goes from the smallest
    sample to the largest. A dash stands for a single sample, or for a figure that never differs. The ratios carry over
    to other machines. The rates do not.`;
  const page = `# Performance

${wrap(introduction)}
${warning}
| | |
|---|---|
| machine | ${machine} |
| Node | ${node} |
| compared with | ${rivals.join(", ")} |

${sections.map((section) => writeSection(section, images)).join("")}`.trimEnd();
  return { page: `${page}\n`, images };
}

function writeSection({ id, title, how, command, figures, failure }, images) {
  const failed = `**This part failed, so figures are missing.** ${failure}`;
  const paragraphs = [`## ${title}`, wrap(how), `\`\`\`sh\n${command}\n\`\`\``];
  if (failure !== undefined) paragraphs.push(wrap(failed));
  const charts = chartsOf(figures).map(([chart, list], index) =>
    writeChart(chart, list, `${id}-${index + 1}.svg`, images),
  );
  return [...paragraphs, ...charts, ""].join("\n\n");
}

/** A paragraph of lines with at most 100 columns. */
function wrap(text) {
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const line = `${lines.at(-1)} ${word}`.trim();
    if (line.length <= 100) lines[lines.length - 1] = line;
    else lines.push(word);
  }
  return lines.join("\n");
}

/** Charts of one subject next to each other: `Sends per second, 1 in flight`, then 64 in flight. */
function chartsOf(figures) {
  const charts = new Map();
  for (const figure of figures) charts.set(figure.chart, [...(charts.get(figure.chart) ?? []), figure]);
  const subjectOf = (chart) => chart.split(",", 1)[0];
  const subjects = new Set([...charts.keys()].map(subjectOf));
  return [...subjects].flatMap((subject) => [...charts].filter(([chart]) => subjectOf(chart) === subject));
}

function writeChart(chart, figures, file, images) {
  images.set(file, plot(chart, figures));
  const rows = figures.map(({ name: bar, value, low, high, unit }) => {
    const spread = low === high ? "–" : `${formatValue(low, unit)} to ${formatValue(high, unit)}`;
    return `| ${bar.replaceAll("|", "\\|")} | ${formatValue(value, unit)} | ${spread} |`;
  });
  return `### ${chart}\n\n![${chart}](images/performance/${file})\n\n| | median | spread |\n|---|---|---|\n${rows.join("\n")}`;
}
