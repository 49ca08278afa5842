/** Long work in steps. Between two of them anything else may happen, so that each leaves everything in order. */
export type Steps<Result> = Generator<undefined, Result, undefined>;

/** How long work goes on, in milliseconds, before others get their turn. */
const SLICE_MS = 10;

/** Taken when the module loads: a test that puts a fake clock in its place must not stop the hub half way. */
const { setTimeout: later } = globalThis;

/** Lets everything that waits go first: timers, connections, other requests. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    later(resolve, 0);
  });
}

/** Says when it is others' turn. */
export class Slice {
  #endsAt = performance.now() + SLICE_MS;

  /** Whether the work has gone on for long enough. */
  get isOver(): boolean {
    return performance.now() >= this.#endsAt;
  }

  /** Waits for the next turn and begins anew. */
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

/** Does the work in slices, with turns for others between. What fits into the first one is done when this returns. */
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
