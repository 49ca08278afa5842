import { describe, expect, it } from "vitest";
import { collect, pageResponse as response } from "../../test/connect-hub.js";
import { createPagedList, type Page } from "./pages.js";

/** Three pages, the second one empty. */
function numbers(): { asked: (string | undefined)[]; list: ReturnType<typeof createPagedList<number>> } {
  const asked: (string | undefined)[] = [];
  const pages = new Map<string | undefined, Page<number>>([
    [undefined, { items: [1, 2], continuationToken: "a%3D", response }],
    ["a%3D", { items: [], continuationToken: "b", response }],
    ["b", { items: [3], response }],
  ]);
  const list = createPagedList(async (token) => {
    asked.push(token);
    return pages.get(token) ?? { items: [], response };
  });
  return { asked, list };
}

describe("a paged list", () => {
  it("gives the items of all pages, over an empty one, and hands the tokens back verbatim", async () => {
    const { asked, list } = numbers();
    expect(await collect(list)).toEqual([1, 2, 3]);
    expect(asked).toEqual([undefined, "a%3D", "b"]);
  });

  it("asks for a page only when it is needed", async () => {
    const { asked, list } = numbers();
    for await (const item of list) if (item === 1) break;
    expect(asked).toEqual([undefined]);
  });

  it("can be iterated again", async () => {
    const { list } = numbers();
    expect(await collect(list)).toEqual(await collect(list));
  });

  it("gives pages, and resumes after any of them", async () => {
    const { list } = numbers();
    const [first] = await collect(list.byPage());
    expect(first).toEqual({ items: [1, 2], continuationToken: "a%3D", response });
    const rest = await collect(list.byPage({ continuationToken: first?.continuationToken }));
    expect(rest.map((page) => page.items)).toEqual([[], [3]]);
  });

  it.each([["A"], ["A", "B"], ["A", "B", "C"]])(
    "stops with an error when pages lead in a circle: %j",
    async (...tokens) => {
      let page = 0;
      const list = createPagedList(async () => ({
        items: [page],
        continuationToken: tokens[page++ % tokens.length] ?? "",
        response,
      }));
      const items: number[] = [];
      const reading = (async () => {
        for await (const item of list) items.push(item);
      })();
      await expect(reading).rejects.toMatchObject({
        code: "NH_WIRE_UNEXPECTED",
        document: "page of a listing",
        message: expect.stringContaining("the listing would never end"),
      });
      // Every page once.
      expect(items).toEqual([0, ...tokens.map((_token, index) => index + 1)]);
    },
  );

  it("stops as well when a page leads back to where the caller began", async () => {
    const list = createPagedList(async (token) => ({
      items: [],
      continuationToken: token === "A" ? "B" : "A",
      response,
    }));
    await expect(collect(list.byPage({ continuationToken: "A" }))).rejects.toThrow("the listing would never end");
  });

  it("follows more pages than it remembers tokens of", async () => {
    let page = 0;
    const list = createPagedList(async () =>
      ++page < 25_000 ? { items: [1], continuationToken: `${page}`, response } : { items: [1], response },
    );
    expect(await collect(list)).toHaveLength(25_000);
  });
});

describe("toArray", () => {
  const pages = [["a", "b"], [], ["c"], ["d"]];
  /** A listing of these pages that counts how many were read. */
  function listing() {
    let read = 0;
    const list = createPagedList<string>(async (token) => {
      const index = Number(token ?? 0);
      read++;
      const next = index + 1 < pages.length ? { continuationToken: String(index + 1) } : {};
      return { items: pages[index] ?? [], ...next, response };
    });
    return { list, read: () => read };
  }

  it("reads everything", async () => {
    expect(await listing().list.toArray()).toEqual(["a", "b", "c", "d"]);
  });

  it.each<[number, string[], number]>([
    [0, [], 0],
    [1, ["a"], 1],
    [2, ["a", "b"], 1],
    [3, ["a", "b", "c"], 3],
    [9, ["a", "b", "c", "d"], 4],
  ])("reads the first %i, and no page beyond them", async (limit, items, count) => {
    const { list, read } = listing();
    expect(await list.toArray({ limit })).toEqual(items);
    expect(read()).toBe(count);
  });

  it.each([-1, 1.5, "3"])("refuses the limit %j", async (limit) => {
    await expect(listing().list.toArray({ limit } as { limit: number })).rejects.toThrow(
      /limit must be a whole number/,
    );
  });
});
