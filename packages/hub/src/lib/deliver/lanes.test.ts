import { expect, it, vi } from "vitest";
import { Lane } from "./lane.js";
import { Lanes } from "./lanes.js";

const hostLane = (number: number) => `demo/browser/host:push${number}.example.net`;

function lanes() {
  const opened: string[] = [];
  const own = new Lanes((name) => {
    opened.push(name);
    return new Lane(
      20,
      () => 0.5,
      () => {},
    );
  });
  return { own, opened };
}

it("forgets a lane when nothing is on its way and nothing failed", () => {
  const { own, opened } = lanes();
  for (const failed of [false, true, false]) {
    own.begin("demo/apple", 1);
    own.end("demo/apple", failed);
  }
  expect(opened).toEqual(["demo/apple", "demo/apple"]);
});

it("remembers a thousand lanes that failed, and never forgets one with a push on its way", () => {
  vi.useFakeTimers();
  const { own, opened } = lanes();
  own.begin(hostLane(0), 1);
  for (let number = 1; number <= 1_000; number++) {
    own.begin(hostLane(number), 1);
    own.end(hostLane(number), true);
  }
  opened.length = 0;
  expect([own.free(hostLane(2)), own.free(hostLane(1_000)), own.get(hostLane(0)).isActive]).toEqual([0, 0, true]);
  expect(opened).toEqual([]);
  // Its pause is forgotten, and not what waits in it.
  expect(own.next()).toEqual({ name: hostLane(1), free: 20 });
  own.stop();
  vi.useRealTimers();
});

it("forgets no lane of a known service, however many hosts wait or fail", () => {
  vi.useFakeTimers();
  const { own } = lanes();
  own.begin("demo/apple", 1);
  own.end("demo/apple", true, 600_000);
  for (let number = 0; number < 2_000; number++) {
    own.begin(hostLane(number), 1);
    own.end(hostLane(number), true);
  }
  for (let number = 2_000; number < 2_032; number++) own.begin(hostLane(number), 1);
  for (let number = 3_000; number < 5_000; number++) expect(own.free(hostLane(number))).toBe(0);
  expect(own.free("demo/apple")).toBe(0);
  own.stop();
  vi.useRealTimers();
});

it("limits the hosts that devices chose, and no known service", () => {
  const { own } = lanes();
  for (let number = 0; number < 32; number++) own.begin(hostLane(number), 1);
  expect([own.free(hostLane(32)), own.free("demo/browser/fcm.googleapis.com"), own.free("demo/apple")]).toEqual([
    0, 20, 20,
  ]);
  expect(own.next()).toBeUndefined();
  own.end(hostLane(5), false);
  expect([own.next(), own.next()]).toEqual([{ name: hostLane(32), free: 20 }, undefined]);
});

it("puts a host at the end of the line when its turn is over, and a new host behind it", () => {
  const { own } = lanes();
  for (let number = 0; number < 32; number++) own.begin(hostLane(number), 1);
  expect(own.free(hostLane(0))).toBe(19);
  expect(own.free(hostLane(32))).toBe(0);
  expect(own.free(hostLane(0))).toBe(0);
  own.end(hostLane(0), false);
  for (const number of [0, 33]) expect(own.free(hostLane(number))).toBe(0);
  const order: (string | undefined)[] = [];
  for (const number of [32, 0, 33]) {
    const turn = own.next();
    order.push(turn?.name);
    own.begin(hostLane(number), 1);
    own.end(hostLane(number), false);
  }
  expect(order).toEqual([32, 0, 33].map(hostLane));
});
