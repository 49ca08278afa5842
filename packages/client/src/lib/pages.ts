import { headerNames } from "@nh/wire/http";
import { WireFormatError } from "@nh/wire/plain";

/** One page of a listing. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Where the next page begins; absent on the last one. Give it to `byPage` to go on later. */
  readonly continuationToken?: string;
}

/** Where and how to read a listing by pages. */
export interface ByPageOptions {
  /** The `continuationToken` of the page before the first one wanted. */
  readonly continuationToken?: string | undefined;
}

/**
 * A listing. Iterating it asks for page after page as they are needed; each iteration starts anew.
 * `byPage()` gives the pages themselves, with the token to resume after each.
 */
export interface PagedList<T> extends AsyncIterable<T> {
  byPage(options?: ByPageOptions): AsyncIterable<Page<T>>;
}

/**
 * Makes a listing of a function that reads one page. An empty page with a token is followed; the listing ends without one. A page that names
 * itself as the next one ends it with a `WireFormatError`.
 */
export function createPagedList<T>(
  readPage: (continuationToken: string | undefined) => Promise<Page<T>>,
): PagedList<T> {
  async function* pagesFrom(start: string | undefined): AsyncGenerator<Page<T>, void, undefined> {
    let token = start;
    do {
      const page: Page<T> = await readPage(token);
      yield page;
      if (page.continuationToken !== undefined && page.continuationToken === token) {
        throw new WireFormatError({
          document: "page of a listing",
          path: headerNames.continuationToken,
          rule: "it names the page itself as the next one, so that the listing would never end",
        });
      }
      token = page.continuationToken;
    } while (token !== undefined);
  }
  return Object.freeze({
    byPage: ({ continuationToken }: ByPageOptions = {}) => pagesFrom(continuationToken),
    async *[Symbol.asyncIterator]() {
      for await (const page of pagesFrom(undefined)) yield* page.items;
    },
  });
}
