import { appendFileSync } from "node:fs";
import { env } from "node:process";
import { median } from "./median.js";

/** One bar of a chart. */
export interface Figure {
  /** The title of the chart. Figures of one chart have one unit. */
  readonly chart: string;
  readonly unit: string;
  readonly name: string;
  /** The median of the samples, and the smallest and largest of them. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Keeps what was measured, for `pnpm bench --all`: a line of JSON in the file that NH_BENCH_FIGURES
 * names. Without the variable, it does nothing.
 */
export function keepFigure(chart: string, unit: string, name: string, samples: readonly number[]): void {
  const file = env.NH_BENCH_FIGURES;
  if (file === undefined) return;
  const figure: Figure = {
    chart,
    unit,
    name,
    value: median(samples),
    low: Math.min(...samples),
    high: Math.max(...samples),
  };
  appendFileSync(file, `${JSON.stringify(figure)}\n`);
}
