import { afterEach, describe, expect, it, vi } from "vitest";
import { startTestHub } from "../fixtures/call-hub.js";
import { useImpatientClock } from "../fixtures/impatient-clock.js";
import { listing } from "./listing.js";

afterEach(() => {
  vi.restoreAllMocks();
});

const DEVICES = 2_000;

async function crowd() {
  const started = startTestHub();
  const records = Array.from({ length: DEVICES }, (_, index) => {
    const document = { installationId: `phone-${index}`, platform: "apns", pushChannel: `F${index}`, tags: ["a"] };
    return { hub: "demo", kind: "installation", id: document.installationId, value: { document, etag: 1 } };
  });
  await started.hub.snapshot.import(JSON.stringify({ format: "nh-hub-snapshot", version: 1, records }));
  return started;
}

function* numbers(to: number): Iterable<{ n: number; text: string } | undefined> {
  for (let n = 1; n <= to; n++) yield n % 3 === 0 ? { n, text: "é".repeat(100) } : undefined;
}

describe("a listing", () => {
  it.each([0, 2, 3, 300, 3_000])("of the matches among %i items is the same whole and streamed", async (count) => {
    const expected = { things: [...numbers(count)].filter((thing) => thing !== undefined) };
    vi.spyOn(performance, "now").mockReturnValue(0);
    const whole = listing("things", numbers(count));
    expect(await whole.json()).toEqual(expected);
    vi.restoreAllMocks();
    useImpatientClock();
    const streamed = listing("things", numbers(count));
    expect([...streamed.headers]).toEqual([...whole.headers]);
    expect(await streamed.json()).toEqual(expected);
  });

  it.each(["?limit=1000000", "?limit=1000000&tag=nobody"])(
    "of devices, %s, lets other requests go first",
    async (query) => {
      const started = await crowd();
      useImpatientClock();
      const order: string[] = [];
      const listed = started.hub
        .fetch(`http://localhost/_nh/devices${query}`)
        .then((response) => response.json())
        .then((value) => {
          order.push("devices");
          return value as { devices: unknown[] };
        });
      setTimeout(() => order.push("another"), 0);
      expect((await listed).devices).toHaveLength(query.includes("nobody") ? 0 : DEVICES);
      expect(order).toEqual(["another", "devices"]);
    },
  );

  it("of deliveries lets other requests go first", async () => {
    const started = await crowd();
    await started.send("apple", '{"aps":{}}');
    useImpatientClock();
    let others = 0;
    const timer = setInterval(() => others++, 0);
    const response = await started.hub.fetch("http://localhost/_nh/deliveries?limit=10000&order=newest");
    const { deliveries } = (await response.json()) as { deliveries: unknown[] };
    clearInterval(timer);
    expect(deliveries).toEqual(started.hub.deliveries.list({ limit: 10_000, order: "newest" }));
    expect(others).toBeGreaterThan(0);
  });

  it("ends when its reader goes away", async () => {
    const started = await crowd();
    useImpatientClock();
    const response = await started.hub.fetch("http://localhost/_nh/devices?limit=1000000");
    await response.body?.cancel();
    const head = await started.hub.fetch("http://localhost/_nh/devices?limit=1000000", { method: "HEAD" });
    expect([head.status, head.body]).toEqual([200, null]);
  });
});
