import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Delivery } from "./delivery.js";
import { type DeliveryBatch, restoredBatch, storedBatch } from "./delivery-batch.js";
import { DeliveryLog } from "./delivery-log.js";

/** A batch whose deliveries say which one they are. */
function batch(firstId: number, length: number, notificationId = `n${firstId}`): DeliveryBatch {
  const at = (index: number): Delivery => ({
    id: String(firstId + index),
    at: "2031-05-06T07:08:09.000Z",
    hub: "demo",
    notificationId,
    platform: "apple",
    handle: `A${firstId + index}`,
    registrationId: null,
    installationId: null,
    tags: [],
    template: null,
    headers: {},
    body: "{}",
    outcome: "Success",
  });
  return { hub: "demo", notificationId, firstId, length, at };
}

const ids = (deliveries: readonly Delivery[]) => deliveries.map(({ id }) => Number(id));
const all = { limit: 1_000_000 };

describe("the log of deliveries", () => {
  it("keeps the last ones, whatever the sizes of the batches, and announces which batches go", () => {
    fc.assert(
      fc.property(
        fc.nat(30),
        fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 40 }),
        fc.nat(200),
        fc.integer({ min: 1, max: 20 }),
        (capacity, sizes, after, limit) => {
          const log = new DeliveryLog(capacity);
          let last = 0;
          for (const wanted of sizes) {
            const size = Math.min(wanted, capacity);
            const firstId = log.reserve(size);
            expect(firstId).toBe(last + 1);
            last += size;
            if (size === 0) continue;
            const foretold = log.evictedBy(size);
            const before = log.batches();
            const added = batch(firstId, size);
            log.add(added);
            const kept = new Set(log.batches());
            expect(before.filter((one) => !kept.has(one))).toEqual(foretold);
          }
          const expected = Array.from({ length: Math.min(last, capacity) }, (_, index) => last - index).reverse();
          expect(log.size).toBe(expected.length);
          expect(ids(log.list(all))).toEqual(expected);
          expect(ids(log.list({ ...all, order: "newest" }))).toEqual([...expected].reverse());
          const later = expected.filter((id) => id > after);
          expect(ids(log.list({ after: String(after), limit }))).toEqual(later.slice(0, limit));
          expect(ids(log.list({ after: String(after), limit, order: "newest" }))).toEqual(
            [...later].reverse().slice(0, limit),
          );
        },
      ),
    );
  });

  it("sorts batches that are restored in any order, and returns those beyond the limit", () => {
    const log = new DeliveryLog(5);
    for (const one of [batch(7, 3), batch(1, 3), batch(4, 3)]) log.restore(one);
    expect(log.sort().map(({ firstId }) => firstId)).toEqual([1]);
    expect(ids(log.list())).toEqual([5, 6, 7, 8, 9]);
    expect(log.reserve(1)).toBe(10);
  });

  it("drops everything when it is cleared, but never uses an id twice", () => {
    const log = new DeliveryLog(5);
    log.add(batch(log.reserve(4), 4));
    log.clear();
    expect([log.size, log.list(), log.batches()]).toEqual([0, [], []]);
    log.add(batch(log.reserve(3), 3));
    expect(ids(log.list())).toEqual([5, 6, 7]);
  });

  it("finds those of one notification", () => {
    const log = new DeliveryLog(100);
    for (let turn = 0; turn < 5; turn++) log.add(batch(log.reserve(2), 2, `n${turn}`));
    expect(ids(log.list({ notificationId: "n3" }))).toEqual([7, 8]);
  });
});

describe("a stored batch", () => {
  it("is restored as it was", () => {
    const before = batch(3, 4);
    const stored = JSON.parse(JSON.stringify(storedBatch(before))) as Record<string, unknown>;
    expect(stored.body).toBe(undefined);
    const after = restoredBatch("demo", "3", stored);
    expect(Array.from({ length: 4 }, (_, index) => after?.at(index))).toEqual(
      Array.from({ length: 4 }, (_, index) => before.at(index)),
    );
    expect(() => after?.at(4)).toThrow(RangeError);
  });

  it("contains once what its deliveries share", () => {
    const headers = {};
    const shared = batch(1, 3);
    const stored = storedBatch({ ...shared, at: (index) => ({ ...shared.at(index), headers }) });
    expect(stored).toMatchObject({ body: "{}", platform: "apple", outcome: "Success" });
    expect(stored.deliveries[0]).toEqual({ handle: "A1", registrationId: null, installationId: null, tags: [] });
  });

  it.each([
    ["x", { at: "", notificationId: "n", deliveries: [{}] }],
    ["1", { at: "", notificationId: "n", deliveries: [] }],
    ["1", { at: "", notificationId: "n", deliveries: [{ handle: "A" }] }],
    ["1", { at: "", deliveries: [{}] }],
    ["1", {}],
  ])("that is damaged is refused: %s %j", (id, value) => {
    expect(restoredBatch("demo", id, value)).toBeUndefined();
  });
});
