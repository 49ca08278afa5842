/** The first so many of a sequence; all of them without a limit. The sequence is told when no more will be read. */
export async function* takeFirst<T>(items: AsyncIterable<T>, limit: number | undefined): AsyncGenerator<T> {
  let taken = 0;
  for await (const item of items) {
    yield item;
    taken += 1;
    if (taken === limit) return;
  }
}
