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
    own.begin("demo/apple");
    own.end("demo/apple", failed);
  }
  expect(opened).toEqual(["demo/apple", "demo/apple"]);
});

it("remembers a thousand lanes that failed, and never forgets one with a push on its way", () => {
  vi.useFakeTimers();
  const { own, opened } = lanes();
  own.begin(hostLane(0));
  for (let number = 1; number <= 1_000; number++) {
    own.begin(hostLane(number));
    own.end(hostLane(number), true);
  }
  opened.length = 0;
  expect([own.free(hostLane(2)), own.free(hostLane(1_000)), own.get(hostLane(0)).isActive]).toEqual([0, 0, true]);
  expect(opened).toEqual([]);
  expect(own.free(hostLane(1))).toBe(20);
  expect(opened).toEqual([hostLane(1)]);
  own.stop();
  vi.useRealTimers();
});

it("limits the hosts that devices chose, and no known service", () => {
  const { own } = lanes();
  for (let number = 0; number < 32; number++) own.begin(hostLane(number));
  expect([own.free(hostLane(32)), own.free("demo/browser/fcm.googleapis.com"), own.free("demo/apple")]).toEqual([
    0, 20, 20,
  ]);
  expect(own.next()).toBeUndefined();
  own.end(hostLane(5), false);
  expect([own.next(), own.next()]).toEqual([hostLane(32), undefined]);
});
