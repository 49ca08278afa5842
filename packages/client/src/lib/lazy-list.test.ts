import { describe, expect, it } from "vitest";
import { collect, pageResponse as response } from "../../test/connect-hub.js";
import { lazyIterable, lazyPagedList } from "./lazy-list.js";
import { createPagedList } from "./pages.js";

/**
 * A list that is made with its first use. `ended` counts how often an iteration over it was ended.
 */
function lazyNumbers() {
  let loads = 0;
  const asked: (string | undefined)[] = [];
  const list = lazyPagedList(async () => {
    loads++;
    return createPagedList(async (token) => {
      asked.push(token);
      const page = Number(token ?? 0);
      const items = [page * 2, page * 2 + 1];
      return page < 2 ? { items, continuationToken: String(page + 1), response } : { items, response };
    });
  });
  return { list, asked, loads: () => loads };
}

describe("a lazy list", () => {
  it("is made when it is iterated, and not before", async () => {
    const { list, loads } = lazyNumbers();
    list.byPage();
    expect(loads()).toBe(0);
    expect(await collect(list)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(loads()).toBe(1);
  });

  it("gives the items anew for each iteration", async () => {
    const { list } = lazyNumbers();
    expect(await collect(list)).toEqual(await collect(list));
  });

  it("gives pages, and resumes after any of them", async () => {
    const { list } = lazyNumbers();
    const pages = await collect(list.byPage());
    expect(pages.map(({ items }) => items)).toEqual([
      [0, 1],
      [2, 3],
      [4, 5],
    ]);
    const rest = await collect(list.byPage({ continuationToken: pages[0]?.continuationToken }));
    expect(rest.map(({ items }) => items)).toEqual([
      [2, 3],
      [4, 5],
    ]);
  });

  it("reads no page after the iteration was left", async () => {
    const { list, asked } = lazyNumbers();
    for await (const item of list) if (item === 2) break;
    for await (const _page of list.byPage()) break;
    expect(asked).toEqual([undefined, "1", undefined]);
  });

  it("rejects with what making it throws", async () => {
    const list = lazyPagedList<number>(async () => {
      throw new TypeError("not a tag");
    });
    await expect(collect(list)).rejects.toThrow(new TypeError("not a tag"));
    await expect(collect(list.byPage())).rejects.toThrow(new TypeError("not a tag"));
  });
});

describe("lazyIterable", () => {
  it("ends what it iterates when it is left early", async () => {
    let ended = 0;
    async function* endless() {
      try {
        for (let item = 0; ; item++) yield item;
      } finally {
        ended++;
      }
    }
    const lazy = lazyIterable(async () => endless());
    for await (const item of lazy) if (item === 3) break;
    expect(ended).toBe(1);
    await expect(
      (async () => {
        for await (const _item of lazy) throw new Error("the caller's own");
      })(),
    ).rejects.toThrow("the caller's own");
    expect(ended).toBe(2);
  });

  it("makes nothing when it is left before its first item is read", async () => {
    let made = 0;
    const lazy = lazyIterable(async () => {
      made++;
      return createPagedList<number>(async () => ({ items: [], response }));
    });
    await lazy[Symbol.asyncIterator]().return?.();
    expect(made).toBe(0);
  });
});
