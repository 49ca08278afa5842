import type { ClockState } from "../hub/types.js";

/** When the page heard of a state of the clock, in milliseconds of `performance.now`. */
const heard = new WeakMap<ClockState, number>();

/**
 * The hub's time: what the hub last reported and the time since then. The real time until it has
 * reported one.
 */
export function hubTime(clock: ClockState | undefined): Date {
  if (clock === undefined) return new Date();
  const at = heard.get(clock) ?? performance.now();
  heard.set(clock, at);
  return new Date(Date.parse(clock.now) + (clock.frozen ? 0 : performance.now() - at));
}
