/** When a scheduled send goes out: so long from now, or at a moment. */
export type Later =
  | { readonly kind: "in"; readonly amount: number; readonly unit: LaterUnit }
  /** ISO 8601; empty while it is typed. */
  | { readonly kind: "at"; readonly time: string };

const unitMs = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const;

export type LaterUnit = keyof typeof unitMs;
export const laterUnits = Object.keys(unitMs) as readonly LaterUnit[];
export const defaultLater: Later = { kind: "in", amount: 10, unit: "minutes" };

/** When it goes out, in milliseconds since 1970; NaN while it is typed. */
export function dueMs(later: Later, nowMs: number): number {
  return later.kind === "in" ? nowMs + later.amount * unitMs[later.unit] : Date.parse(later.time);
}

/** Why nothing can be scheduled for it, as a sentence. The bounds are those of the service. */
export function problemWith(later: Later, nowMs: number): string | undefined {
  const aheadMs = dueMs(later, nowMs) - nowMs;
  if (Number.isNaN(aheadMs)) return "The time is incomplete. Fill in all of it.";
  if (aheadMs < 0) return `The time is in the past: the hub's clock shows ${spoken(nowMs)}. Choose a later one.`;
  if (aheadMs >= 5 * unitMs.minutes && aheadMs <= 7 * unitMs.days) return undefined;
  return "A notification can be scheduled 5 minutes to 7 days ahead by the hub's clock.";
}

/** A moment in words, in the reader's time zone. */
export function spoken(ms: number): string {
  return new Date(ms).toLocaleString("en-US", { dateStyle: "medium", timeStyle: "medium", hourCycle: "h23" });
}

/** A moment to the next whole minute, which is what the browser's field takes; else empty. */
export function minuteAfter(ms: number): string {
  return isoOf(Math.ceil(ms / 60_000) * 60_000);
}

/** A moment as the browser's field has it: local time without a zone. Empty for no moment. */
export function localOf(iso: string): string {
  const ms = Date.parse(iso);
  return isoOf(ms - new Date(ms).getTimezoneOffset() * 60_000).slice(0, 16);
}

/** ISO 8601; empty for what no date can hold, such as NaN or a billion years. */
function isoOf(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString();
}

/** Reads it from an address. A time that is not a date becomes empty. */
export function readLater(value: unknown): Later | undefined {
  const { kind, amount, unit, time } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (kind === "at" && typeof time === "string") return { kind, time: Number.isNaN(Date.parse(time)) ? "" : time };
  const known = laterUnits.find((name) => name === unit);
  if (kind !== "in" || known === undefined) return undefined;
  return { kind, amount: typeof amount === "number" ? amount : Number.NaN, unit: known };
}
