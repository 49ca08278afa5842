import { describe, expect, it } from "vitest";
import { createTestHub, putPhone } from "../../test/test-hub.js";

/** A hub that nothing names, as on a machine without any configuration. */
const unnamed = { NH_CONNECTION_STRING: createTestHub().hub.connectionString };
const send = ["send", "apple", "--title", "Hi", "--everyone", "--yes"];
const quietly = ["--json"];

describe("the hub, when nothing names one,", () => {
  it.each([[[]], [["--quiet"]], [["--json"]]])(
    "is the only one that the local hub holds, and nh says so with %j",
    async (more) => {
      const test = createTestHub();
      await putPhone(test);
      const { code, err } = await test.nh([...send, ...more], { env: unnamed });
      expect(code).toBe(0);
      expect(err).toContain("using the hub demo, the only one that this local hub holds; pass --hub to name it");
      expect(test.hub.deliveries.list()).toHaveLength(1);
    },
  );

  it("is the default while the local hub holds none, and once it holds the default", async () => {
    const test = createTestHub();
    const first = await test.nh(["hub", "seed", "1"], { env: unnamed });
    expect({ code: first.code, err: first.err }).toEqual({ code: 0, err: "" });
    await putPhone(test);
    const second = await test.nh(["hub", "seed", "2"], { env: unnamed });
    expect(second.err).toBe("");
    const { hubs } = (await test.nh(["hub", "status", ...quietly], { env: unnamed })).json<{ hubs: unknown[] }>();
    expect(hubs).toMatchObject([
      { name: "hub", installations: 2 },
      { name: "demo", installations: 1 },
    ]);
  });

  it("must be named when the local hub holds several, except for what concerns all of them", async () => {
    const test = createTestHub({ hubs: ["shop", "news"] });
    const { code, err } = await test.nh([...send, ...quietly], { env: unnamed });
    expect(code).toBe(2);
    expect(JSON.parse(err)).toMatchObject({
      message: "The name of the hub is missing.",
      fix: "This local hub holds: shop, news. Pass --hub shop.",
    });
    expect((await test.nh(["hub", "status", ...quietly], { env: unnamed })).code).toBe(0);
    expect((await test.nh(["deliveries", "list", ...quietly], { env: unnamed })).code).toBe(0);
  });

  it.each([
    ["another program listens", async () => new Response("not here", { status: 404 })],
    ["nothing listens", () => Promise.reject(new TypeError("fetch failed"))],
  ])("is the default when %s at the address of the local hub", async (_title, control) => {
    const urls: string[] = [];
    const fetch = async (url: string) => {
      urls.push(url);
      if (url.includes("/_nh/")) return control();
      throw new TypeError("fetch failed");
    };
    const test = createTestHub();
    const { code } = await test.nh(send, { env: unnamed, fetch });
    expect(code).toBe(9);
    expect(urls.find((url) => url.includes("/messages"))).toMatch(/\/hub\/messages/);
  });

  it("is never looked for in Azure", async () => {
    const urls: string[] = [];
    const fetch = async (url: string) => {
      urls.push(url);
      return new Response("", { status: 201 });
    };
    const env = {
      NH_CONNECTION_STRING: "Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=k;SharedAccessKey=c2VjcmV0",
    };
    const { code, err } = await createTestHub().nh(send, { env, fetch });
    expect(code).toBe(2);
    expect(err).toContain("The name of the hub is missing");
    expect(urls).toEqual([]);
  });
});
