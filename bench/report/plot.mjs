// Draws bars with their spread as SVG, readable in light and dark.
const WIDTH = 760;
const ROW = 34;
/** About as wide as a character of a label. */
const CHARACTER = 8.2;
const VALUE = 110;

/**
 * @param {string} title
 * @param {import("../lib/figures.js").Figure[]} figures of one unit, in the order of the bars
 * @returns {string} an SVG document: a bar from 0 to the median, and where samples differ, a line
 *   from the smallest to the largest
 */
export function plot(title, figures) {
  const most = Math.max(...figures.map(({ high }) => high), Number.MIN_VALUE);
  const label = round(20 + CHARACTER * Math.max(...figures.map(({ name }) => name.length)));
  // A heap can be smaller at the end than at the start. A bar cannot be shorter than nothing.
  const x = (value) => round(label + (Math.max(value, 0) / most) * (WIDTH - label - VALUE));
  const height = 56 + figures.length * ROW;
  const ours = figures.filter(({ name }) => /\bnh\b/.test(name));
  const isComparison = ours.length > 0 && ours.length < figures.length;
  const hint = figures[0]?.unit === "/s" ? "more is better" : "less is better";
  const rows = figures.map(({ name, unit, value, low, high }, index) => {
    const y = 48 + index * ROW;
    const middle = y + 10;
    return `  <text x="${round(label - 10)}" y="${y + 15}" text-anchor="end">${escapeXml(name)}</text>
  <rect class="${isComparison && !ours.includes(figures[index]) ? "other" : "ours"}" x="${label}" y="${y}" width="${round(x(value) - label)}" height="20" rx="3"/>
${low === high ? "" : `  <path d="M${x(low)} ${middle}H${x(high)}M${x(low)} ${middle - 5}v10M${x(high)} ${middle - 5}v10"/>\n`}  <text x="${round(Math.max(x(high), x(value)) + 8)}" y="${y + 15}">${escapeXml(formatValue(value, unit))}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeXml(title)}" font-family="system-ui, sans-serif" font-size="14">
  <style>
    text { fill: #1f2328 } .title { font-size: 16px; font-weight: 600 }
    .hint { fill: #59636e; font-size: 13px; font-weight: 400 }
    .ours { fill: #0969da } .other { fill: #b6bec7 } path { stroke: #1f2328; stroke-width: 1.5; fill: none }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3 } .hint { fill: #9198a1 }
      .ours { fill: #4493f8 } .other { fill: #57606a } path { stroke: #e6edf3 }
    }
  </style>
  <text class="title" x="10" y="26">${escapeXml(title)}${isComparison ? `<tspan class="hint" dx="10">${hint}</tspan>` : ""}</text>
${rows.join("\n")}
</svg>
`;
}

/** Three digits, with the unit: `12,300 /s`, `0.42 ms`. */
export function formatValue(value, unit) {
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
  const rounded = size >= 1000 ? Number(value.toPrecision(3)) : value;
  const number = rounded.toLocaleString("en", { minimumFractionDigits: 0, maximumFractionDigits: digits });
  return `${number} ${unit}`;
}

const round = (value) => Math.round(value * 10) / 10;

function escapeXml(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
