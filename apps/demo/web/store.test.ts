import { expect, it } from "vitest";
import type { Exchange, PageDelivery, PageState } from "../compose/protocol.js";
import { initialStore, reduce } from "./store.js";

const exchange = (id: string): Exchange => ({ id, title: id, at: "2026-01-01T00:00:00.000Z", reached: 1 });
const delivery = (id: string): PageDelivery => ({
  id,
  at: "2026-01-01T00:00:00.000Z",
  platform: "apple",
  handle: "abc",
  template: null,
  headers: {},
  body: "{}",
  outcome: "Success",
});
const state: PageState = {
  hub: { name: "demo", url: "http://localhost:7447/demo", connectionString: "Endpoint=…" },
  devices: [],
  deliveries: [delivery("1")],
  exchanges: [exchange("a"), exchange("b")],
};
const loaded = reduce(initialStore, { type: "loaded", state });

it("selects the newest exchange when the page opens, and keeps a choice when it loads again", () => {
  expect(loaded.selectedExchange).toBe("a");
  const chosen = reduce(loaded, { type: "selected", exchange: "b" });
  expect(reduce(chosen, { type: "loaded", state }).selectedExchange).toBe("b");
});

it("adds a delivery once, even if both the event and the state contain it", () => {
  const delivered = reduce(loaded, { type: "delivered", delivery: delivery("2") });
  expect(delivered.deliveries.map(({ id }) => id)).toEqual(["1", "2"]);
  expect([...delivered.fresh]).toEqual(["2"]);
  expect(reduce(delivered, { type: "delivered", delivery: delivery("2") })).toBe(delivered);
});

it("keeps the newest 500 deliveries and 50 exchanges", () => {
  let store = loaded;
  for (let index = 2; index <= 600; index++)
    store = reduce(store, { type: "delivered", delivery: delivery(String(index)) });
  for (let index = 0; index < 60; index++) store = reduce(store, { type: "sent", exchange: exchange(`s${index}`) });
  expect(store.deliveries).toHaveLength(500);
  expect(store.deliveries.at(-1)?.id).toBe("600");
  expect(store.exchanges).toHaveLength(50);
  expect(store.selectedExchange).toBe("s59");
});

it("clears the inboxes and records a lost connection", () => {
  expect(reduce(loaded, { type: "cleared" }).deliveries).toEqual([]);
  expect(reduce(loaded, { type: "connection", connection: "lost" }).connection).toBe("lost");
});
