/** The clock and the timers of what waits. Tests pass their own. */
export interface Timing {
  /** Milliseconds that only grow. */
  readonly now: () => number;
  readonly wait: (run: () => void, ms: number) => void;
}

export const realTiming: Timing = {
  now: () => performance.now(),
  wait: (run, ms) => void setTimeout(run, ms),
};
