/**
 * Long work in steps. Between two steps anything else may happen, so each one leaves everything in
 * order.
 */
export type Steps<Result> = Generator<undefined, Result, undefined>;

/** How long work continues, in milliseconds, before other work gets its turn. */
const SLICE_MS = 10;

/** Taken when the module loads, so that a test with a fake clock does not stop the hub halfway. */
const { setTimeout: later } = globalThis;

/** Lets everything that waits go first: timers, connections, other requests. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    later(resolve, 0);
  });
}

/** Measures when other work must get its turn. */
export class Slice {
  #endsAt = performance.now() + SLICE_MS;

  /** Whether the work has continued for long enough. */
  get isOver(): boolean {
    return performance.now() >= this.#endsAt;
  }

  /** Waits for the next turn and starts again. */
  async renew(): Promise<void> {
    await nextTurn();
    this.#endsAt = performance.now() + SLICE_MS;
  }
}

/** Does the work without a pause. */
export function runAtOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/**
 * Does the work in slices and lets other work run in between. What fits into the first slice is
 * done when this returns.
 */
export function runInSlices<Result>(steps: Steps<Result>): Result | Promise<Result> {
  const slice = new Slice();
  while (!slice.isOver) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
  return runOn(steps, slice);
}

async function runOn<Result>(steps: Steps<Result>, slice: Slice): Promise<Result> {
  for (;;) {
    if (slice.isOver) await slice.renew();
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}
