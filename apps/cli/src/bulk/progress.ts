import { formatDuration } from "../output/format-duration.js";
import { count } from "../output/numbers.js";
import type { AnyCall } from "../program/command.js";

/** How far a bulk command has come. */
export interface Progress {
  /** Sets how many items are done. */
  update(done: number, remark?: string): void;
  /** Removes the bar. */
  end(): Promise<void>;
}

const barWidth = 24;
const redrawMs = 100;
/**
 * The terminal itself writes ^C after the bar, which must not wrap: only its own line can be
 * removed.
 */
const roomForInterrupt = 3;
const wholeLine = "\r\u001b[2K";

/**
 * A bar with rate and remaining time on the last line of stderr; nothing where stderr is not a
 * terminal. It is not the bar of @clack/prompts, which puts the terminal into raw mode and ends the
 * process with 0 on Ctrl-C.
 */
export function createProgress(
  { io, globals }: AnyCall,
  {
    unit,
    total,
    before = 0,
  }: {
    unit: string;
    total: number | undefined;
    /** How many of the total earlier runs did. */
    before?: number;
  },
): Progress {
  if (!io.stderr.isTTY || globals.quiet || globals.json || globals.ndjson)
    return { update: () => {}, end: async () => {} };
  const started = io.now();
  let drawn = Number.NEGATIVE_INFINITY;
  let pending: Promise<void> = Promise.resolve();
  const write = (text: string) => {
    pending = pending.then(() => io.stderr.write(text)).catch(() => {});
  };
  return {
    update(done, remark) {
      const now = io.now();
      if (now - drawn < redrawMs && done !== total) return;
      drawn = now;
      const line = progressLine({ done, before, total, unit, elapsedMs: now - started, remark });
      write(`${wholeLine}${line.slice(0, Math.max(1, io.stderr.columns - roomForInterrupt))}`);
    },
    async end() {
      if (drawn !== Number.NEGATIVE_INFINITY) write(wholeLine);
      await pending;
    },
  };
}

export interface ProgressFacts {
  readonly done: number;
  /** How many of them earlier runs did. They took no time. Default 0. */
  readonly before?: number | undefined;
  readonly total: number | undefined;
  readonly unit: string;
  readonly elapsedMs: number;
  readonly remark?: string | undefined;
}

/**
 * `[=====> ] 45 % 12,000 of 26,000 devices 3,400/s 4 s left`, or without the bar and the remaining
 * time when the total is unknown.
 */
export function progressLine({ done, before = 0, total, unit, elapsedMs, remark }: ProgressFacts): string {
  const rate = elapsedMs > 0 ? ((done - before) / elapsedMs) * 1000 : 0;
  const parts: string[] = [];
  if (total !== undefined && total > 0) {
    const share = Math.min(1, done / total);
    const filled = Math.floor(share * barWidth);
    const bar = filled === barWidth ? "=".repeat(barWidth) : `${"=".repeat(filled)}>`.padEnd(barWidth);
    parts.push(`[${bar}] ${String(Math.floor(share * 100)).padStart(3)} %`);
    parts.push(`${count(done)} of ${count(total)} ${unit}`);
  } else parts.push(`${count(done)} ${unit}`);
  if (rate > 0) parts.push(`${count(Math.round(rate))}/s`);
  if (rate > 0 && total !== undefined && done < total)
    parts.push(`${formatDuration(((total - done) / rate) * 1000)} left`);
  if (remark) parts.push(remark);
  return parts.join("  ");
}
