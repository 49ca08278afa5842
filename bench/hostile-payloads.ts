// How long the payload builders and the template parser take to refuse a megabyte of hostile text:
// node run.mjs hostile-payloads
import { apple, fcmV1, previewText, rawNotification, windows } from "@nh/payloads";
import { lintTemplate, parseTemplate, renderTemplate } from "@nh/payloads/template";
import { median } from "./lib/median.js";

const MEGABYTE = 1_000_000;
const ROUNDS = 7;
const GOAL_MS = 50;

const inputs = {
  "1 MB of {": "{".repeat(MEGABYTE),
  "1 MB of $(": "$(".repeat(MEGABYTE / 2),
  "1 MB of [": "[".repeat(MEGABYTE),
  "1 MB of nested XML": "<a>".repeat(MEGABYTE / 3),
  "billion laughs": `<!DOCTYPE t [<!ENTITY a "${"ha".repeat(5000)}">${Array.from({ length: 9 }, (_, level) => `<!ENTITY b${level} "${`&${level === 0 ? "a" : `b${level - 1}`};`.repeat(10)}">`).join("")}]><toast>&b8;</toast>`,
};

const targets: Record<string, (text: string) => unknown> = {
  apple,
  fcmV1,
  windows: (text) => windows(text),
  parseTemplate,
  lintTemplate: (text) => lintTemplate(text),
  renderTemplate: (text) => renderTemplate(text, {}),
  previewText: (text) => previewText(rawNotification({ platform: "windows", body: text })),
};

function measure(target: (text: string) => unknown, text: string): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const began = performance.now();
    try {
      target(text);
    } catch {
      // The refusal is what is measured.
    }
    return performance.now() - began;
  });
  return median(times);
}

const names = Object.keys(targets);
console.log(`Milliseconds until the refusal, median of ${ROUNDS}, goal ${GOAL_MS}, Node ${process.version}\n`);
console.log(`| input | ${names.join(" | ")} |\n|---|${"---|".repeat(names.length)}`);
let slowest = 0;
for (const [input, text] of Object.entries(inputs)) {
  const medians = Object.values(targets).map((target) => measure(target, text));
  slowest = Math.max(slowest, ...medians);
  console.log(`| ${input} | ${medians.map((ms) => ms.toFixed(1)).join(" | ")} |`);
}
console.log(`\nSlowest: ${slowest.toFixed(1)} ms.`);
