import type { PagedList } from "./pages.js";

/** Something to iterate that is made when it is iterated. */
export function lazyIterable<T>(make: () => Promise<AsyncIterable<T>>): AsyncIterable<T> {
  return {
    async *[Symbol.asyncIterator]() {
      yield* await make();
    },
  };
}

/** A listing that is made when it is iterated. */
export function lazyPagedList<T>(make: () => Promise<PagedList<T>>): PagedList<T> {
  return Object.freeze({
    ...lazyIterable(make),
    byPage: (options) => lazyIterable(async () => (await make()).byPage(options)),
    toArray: async (options) => (await make()).toArray(options),
  } satisfies PagedList<T>);
}
