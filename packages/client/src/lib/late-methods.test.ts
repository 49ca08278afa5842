import { describe, expect, it } from "vitest";
import { collect, rejection } from "../../test/connect-hub.js";
import { lateIterable, lateMethods } from "./late-methods.js";
import { createPagedList, type PagedList } from "./pages.js";

interface Numbers {
  add(left: number, right: number): Promise<number>;
  fail(): Promise<never>;
  list(options?: { readonly step: number }): PagedList<number>;
}

/** Three pages; `ended` counts how often an iteration over them was ended. */
function numbers() {
  let loads = 0;
  const asked: (string | undefined)[] = [];
  const object: Numbers = {
    add: async (left, right) => left + right,
    async fail() {
      throw new RangeError("too many");
    },
    list: ({ step } = { step: 1 }) =>
      createPagedList(async (token) => {
        asked.push(token);
        const page = Number(token ?? 0);
        const items = [page * 2 * step, (page * 2 + 1) * step];
        return page < 2 ? { items, continuationToken: String(page + 1) } : { items };
      }),
  };
  const late = lateMethods<Numbers>(
    async () => {
      loads++;
      return object;
    },
    { add: "promise", fail: "promise", list: "pages" },
  );
  return { late, asked, loads: () => loads };
}

describe("lateMethods", () => {
  it("loads nothing before the first call", async () => {
    const { late, loads } = numbers();
    late.list();
    late.list().byPage();
    expect(loads()).toBe(0);
    expect(await late.add(1, 2)).toBe(3);
    expect(loads()).toBe(1);
  });

  it("has the methods that were named, and cannot be changed", () => {
    const { late } = numbers();
    expect(Object.keys(late)).toEqual(["add", "fail", "list"]);
    expect(Object.isFrozen(late)).toBe(true);
  });

  it("passes the failures of a method and of the loading on", async () => {
    await expect(numbers().late.fail()).rejects.toEqual(new RangeError("too many"));
    const offline = new TypeError("out of reach");
    const late = lateMethods<Numbers>(() => Promise.reject(offline), {
      add: "promise",
      fail: "promise",
      list: "pages",
    });
    await expect(late.add(1, 2)).rejects.toBe(offline);
    expect(await rejection(collect(late.list()))).toBe(offline);
    expect(await rejection(collect(late.list().byPage()))).toBe(offline);
  });

  it("tries to load again after a failure", async () => {
    let attempts = 0;
    const late = lateMethods<Pick<Numbers, "add">>(
      async () => {
        if (++attempts === 1) throw new Error("offline");
        return { add: async (left, right) => left + right };
      },
      { add: "promise" },
    );
    await expect(late.add(1, 2)).rejects.toThrow("offline");
    expect(await late.add(1, 2)).toBe(3);
  });

  it("rejects what the method itself throws at once", async () => {
    const late = lateMethods<Pick<Numbers, "list">>(
      async () => ({
        list() {
          throw new TypeError("no tag");
        },
      }),
      { list: "pages" },
    );
    expect(await rejection(collect(late.list()))).toEqual(new TypeError("no tag"));
    expect(await rejection(collect(late.list().byPage()))).toEqual(new TypeError("no tag"));
  });

  it("lists items, with the options of the call, anew for each iteration", async () => {
    const { late } = numbers();
    const list = late.list({ step: 10 });
    expect(await collect(list)).toEqual([0, 10, 20, 30, 40, 50]);
    expect(await collect(list)).toEqual([0, 10, 20, 30, 40, 50]);
  });

  it("lists pages, and resumes after any of them", async () => {
    const { late } = numbers();
    const pages = await collect(late.list().byPage());
    expect(pages.map(({ items }) => items)).toEqual([
      [0, 1],
      [2, 3],
      [4, 5],
    ]);
    const rest = await collect(late.list().byPage({ continuationToken: pages[0]?.continuationToken }));
    expect(rest.map(({ items }) => items)).toEqual([
      [2, 3],
      [4, 5],
    ]);
  });

  it("asks for no page after the iteration was left", async () => {
    const { late, asked } = numbers();
    for await (const item of late.list()) if (item === 2) break;
    for await (const _page of late.list().byPage()) break;
    expect(asked).toEqual([undefined, "1", undefined]);
  });
});

describe("lateIterable", () => {
  it("ends what it iterates when it is left early", async () => {
    let ended = 0;
    async function* endless() {
      try {
        for (let item = 0; ; item++) yield item;
      } finally {
        ended++;
      }
    }
    const late = lateIterable(async () => endless());
    for await (const item of late) if (item === 3) break;
    expect(ended).toBe(1);
    await expect(
      (async () => {
        for await (const _item of late) throw new Error("the caller's own");
      })(),
    ).rejects.toThrow("the caller's own");
    expect(ended).toBe(2);
  });

  it("makes nothing when it is left before its first item was asked for", async () => {
    let made = 0;
    const late = lateIterable(async () => {
      made++;
      return createPagedList<number>(async () => ({ items: [] }));
    });
    await late[Symbol.asyncIterator]().return?.();
    expect(made).toBe(0);
  });
});
