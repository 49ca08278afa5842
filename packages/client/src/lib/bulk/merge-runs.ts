/**
 * Iterates several runs at the same time, and gives their results as they come. When one run
 * throws, the others are stopped; what they still report is given, and then the first error is
 * thrown. Leaving the iteration leaves every run.
 *
 * @param stop Called with the first error, and once more at the end. Runs are expected to end soon
 *   after it.
 */
export async function* mergeRuns<Result>(
  runs: readonly AsyncGenerator<Result, void, undefined>[],
  stop: (error: unknown) => void,
): AsyncGenerator<Result, void, undefined> {
  type Step = { readonly run: AsyncGenerator<Result, void, undefined> } & (
    | { readonly result: IteratorResult<Result, void> }
    | { readonly error: unknown }
  );
  const pending = new Map<AsyncGenerator<Result, void, undefined>, Promise<Step>>();
  const advance = (run: AsyncGenerator<Result, void, undefined>): void => {
    pending.set(
      run,
      run.next().then(
        (result) => ({ run, result }),
        (error: unknown) => ({ run, error }),
      ),
    );
  };
  let failure: { readonly error: unknown } | undefined;
  try {
    for (const run of runs) advance(run);
    while (pending.size > 0) {
      const step = await Promise.race(pending.values());
      pending.delete(step.run);
      if ("error" in step) {
        if (failure === undefined) stop(step.error);
        failure ??= { error: step.error };
      } else if (!step.result.done) {
        // Put behind the others, so that a quick run does not keep them from being seen.
        yield step.result.value;
        advance(step.run);
      }
    }
    if (failure !== undefined) throw failure.error;
  } finally {
    // A run that waits for its next result would begin further work before it sees the return.
    stop(undefined);
    await Promise.all(runs.map((run) => run.return()));
  }
}
