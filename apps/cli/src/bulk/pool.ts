/**
 * Works on items as they come, at most `concurrency` at a time, and yields each result as soon as
 * it is there. It takes an item only when a place is free, so that an endless source needs no
 * memory. After `stop` is aborted it takes no new item, and the running ones finish.
 */
export async function* runPool<Item, Result>(
  items: AsyncIterable<Item> | Iterable<Item>,
  concurrency: number,
  work: (item: Item) => Promise<Result>,
  stop?: AbortSignal,
): AsyncGenerator<Result> {
  const iterator = (async function* () {
    yield* items;
  })();
  const running = new Map<number, Promise<{ readonly key: number; readonly result: Result }>>();
  let key = 0;
  let exhausted = false;
  try {
    while (!exhausted || running.size > 0) {
      while (!exhausted && running.size < concurrency) {
        if (stop?.aborted) {
          exhausted = true;
          break;
        }
        const next = await iterator.next();
        if (next.done) exhausted = true;
        else {
          const own = key++;
          running.set(
            own,
            work(next.value).then((result) => ({ key: own, result })),
          );
        }
      }
      if (running.size === 0) break;
      const finished = await Promise.race(running.values());
      running.delete(finished.key);
      yield finished.result;
    }
  } finally {
    // Running work must not become an unhandled rejection when the consumer leaves early.
    await Promise.allSettled(running.values());
    await iterator.return(undefined);
  }
}
