import { describe, expect, it } from "vitest";
import { delivery, request } from "../fixtures/samples.js";
import { addDeliveries, addRequests, HubStore, KEPT_DELIVERIES, KEPT_REQUESTS } from "./store.js";

const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id);
const deliveries = (...numbers: number[]) => numbers.map((id) => delivery({ id: String(id) }));

describe("deliveries", () => {
  it("are kept in the order of their ids, each once, however they come", () => {
    expect(ids(addDeliveries(deliveries(1, 2), deliveries(3, 4)).deliveries)).toEqual(["1", "2", "3", "4"]);
    expect(ids(addDeliveries(deliveries(1, 4), deliveries(3, 4)).deliveries)).toEqual(["1", "3", "4"]);
    const known = deliveries(1);
    expect(addDeliveries(known, []).deliveries).toBe(known);
  });

  it("say when older ones had to go, so that nobody is said to have received nothing", () => {
    const full = deliveries(...Array.from({ length: KEPT_DELIVERIES }, (_, index) => index + 1));
    expect(addDeliveries(full.slice(1), deliveries(KEPT_DELIVERIES + 1)).dropped).toBe(false);
    const added = addDeliveries(full, deliveries(KEPT_DELIVERIES + 1));
    expect([added.dropped, added.deliveries.length, added.deliveries[0]?.id]).toEqual([true, KEPT_DELIVERIES, "2"]);
  });
});

it("keeps the newest requests, each once", () => {
  const known = Array.from({ length: KEPT_REQUESTS }, (_, index) => request({ id: String(index + 1) }));
  const next = addRequests(known, [request({ id: String(KEPT_REQUESTS), status: 500 }), request({ id: "5000" })]);
  expect([next.length, next.at(-1)?.id, next.at(-2)?.status]).toEqual([KEPT_REQUESTS, "5000", 500]);
  expect(addRequests(known, [])).toBe(known);
});

it("tells its listeners of a change until they leave", () => {
  const store = new HubStore();
  const seen: string[] = [];
  const leave = store.subscribe(() => seen.push(store.state.link));
  store.set({ link: "live" });
  leave();
  store.set({ link: "lost" });
  expect(seen).toEqual(["live"]);
});
