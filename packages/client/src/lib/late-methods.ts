import type { PagedList } from "./pages.js";

/** Whether a method answers a promise, or a listing by pages. */
type Answers<Method> = Method extends (...parameters: never[]) => Promise<unknown> ? "promise" : "pages";

/**
 * An object whose methods are loaded with the first call of one of them.
 *
 * @param load Loads the object itself.
 * @param methods Every method of it, and what it answers.
 */
export function lateMethods<T extends object>(
  load: () => Promise<T>,
  methods: { readonly [Name in keyof T]: Answers<T[Name]> },
): T {
  const late = Object.entries<string>(methods).map(([name, answers]) => {
    const call = async (parameters: unknown[]) =>
      ((await load()) as Record<string, (...parameters: unknown[]) => unknown>)[name]?.(...parameters);
    const method =
      answers === "pages"
        ? (...parameters: unknown[]) => latePages(() => call(parameters) as Promise<PagedList<unknown>>)
        : (...parameters: unknown[]) => call(parameters);
    return [name, method];
  });
  return Object.freeze(Object.fromEntries(late));
}

/** Something to iterate that is made when it is iterated. */
export function lateIterable<T>(make: () => Promise<AsyncIterable<T>>): AsyncIterable<T> {
  return {
    async *[Symbol.asyncIterator]() {
      yield* await make();
    },
  };
}

function latePages<T>(make: () => Promise<PagedList<T>>): PagedList<T> {
  return Object.freeze({
    ...lateIterable(make),
    byPage: (options) => lateIterable(async () => (await make()).byPage(options)),
  } satisfies PagedList<T>);
}
