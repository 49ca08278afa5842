import { headerNames, WireFormatError } from "@nh/wire";
import { checkOptions, type OptionRules, wholeRule } from "./check-options.js";
import type { CallResponse } from "./hub-promise.js";

/** One page of a listing. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Where the next page begins; absent on the last one. Pass it to `byPage` to go on later. */
  readonly continuationToken?: string;
  /** The response that it came in. */
  readonly response: CallResponse;
}

/** Where to begin a listing. */
export interface ByPageOptions {
  /** The `continuationToken` of the page before the first one wanted. Default: the beginning. */
  readonly continuationToken?: string | undefined;
}

const byPageRules: OptionRules<ByPageOptions> = {
  continuationToken: { accepts: (value) => typeof value === "string", form: "the continuationToken of a page" },
};

/**
 * A listing. Iterating it reads page after page as they are needed; each iteration starts anew.
 * `byPage()` gives the pages themselves, each with the token to resume after it.
 */
export interface PagedList<T> extends AsyncIterable<T> {
  /**
   * Reads page by page, each with the token to go on after it.
   *
   * @throws {ArgumentError} when `continuationToken` is not a string.
   */
  byPage(options?: ByPageOptions): AsyncIterable<Page<T>>;
  /**
   * Reads the items into an array: all of them, or the first `limit`. No page is read beyond those
   * that they need.
   *
   * @throws {ArgumentError} when `limit` is not a whole number from 0 on.
   */
  toArray(options?: ToArrayOptions): Promise<T[]>;
}

/** How much of a listing is read. */
export interface ToArrayOptions {
  /** The most items to read. Default: all of them, which may be millions. */
  readonly limit?: number | undefined;
}

const toArrayRules: OptionRules<ToArrayOptions> = { limit: wholeRule(0, Number.POSITIVE_INFINITY) };

/** Tokens that are remembered at most: of a million items, at 100 to a page. */
const MAX_KNOWN_TOKENS = 10_000;

/**
 * Makes a check that refuses a token that leads back to where a listing has been.
 *
 * @param document What the token came in, and `path` where in it, for the error.
 */
export function refuseCircles(document: string, path: string): (token: string | undefined) => void {
  const known = new Set<string>();
  return (token) => {
    if (token === undefined) return;
    if (known.has(token)) {
      const rule = "it leads back to an earlier page, so the listing would never end";
      throw new WireFormatError({ document, path, rule });
    }
    if (known.size === MAX_KNOWN_TOKENS) known.clear();
    known.add(token);
  };
}

/**
 * Makes a listing of a function that reads one page. An empty page with a token is followed; the
 * listing ends without one. A page that leads back to an earlier one ends it with a
 * `WireFormatError`.
 */
export function createPagedList<T>(
  readPage: (continuationToken: string | undefined) => Promise<Page<T>>,
): PagedList<T> {
  async function* pagesFrom(start: string | undefined): AsyncGenerator<Page<T>, void, undefined> {
    const check = refuseCircles("page of a listing", headerNames.continuationToken);
    let token = start;
    do {
      check(token);
      const page: Page<T> = await readPage(token);
      yield page;
      token = page.continuationToken;
    } while (token !== undefined);
  }
  return Object.freeze({
    byPage(options: ByPageOptions = {}) {
      checkOptions("byPage", options, byPageRules);
      return pagesFrom(options.continuationToken);
    },
    async toArray(options: ToArrayOptions = {}) {
      checkOptions("toArray", options, toArrayRules);
      const { limit = Number.POSITIVE_INFINITY } = options;
      const items: T[] = [];
      if (limit === 0) return items;
      for await (const page of pagesFrom(undefined)) {
        for (const item of page.items) {
          items.push(item);
          if (items.length === limit) return items;
        }
      }
      return items;
    },
    async *[Symbol.asyncIterator]() {
      for await (const page of pagesFrom(undefined)) yield* page.items;
    },
  });
}
