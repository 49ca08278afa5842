import { describe, expect, it } from "vitest";
import { EventBus } from "../events.js";
import { RequestLog } from "../http/request-log.js";
import type { Delivery } from "../pushes/delivery.js";
import { eventStream } from "./event-stream.js";

describe("a stream of events whose reader lags", () => {
  const event = (body: string) => ({ type: "delivery", delivery: { body } as Delivery }) as const;

  it("ends without an error when the hub closes, and loses nothing that it had sent", async () => {
    const events = new EventBus();
    const response = eventStream(events, new RequestLog(1, (text) => text));
    const closed: string[] = [];
    events.subscribe(
      () => {},
      () => closed.push("another"),
    );
    events.emit(event("x".repeat(17 * 1024 * 1024)));
    await Promise.resolve();
    // This one is gathered, and the stream has no room for it.
    events.emit(event("late"));
    events.close();
    expect(closed).toEqual(["another"]);
    const text = await response.text();
    expect(text.endsWith('x"}}\n\n')).toBe(true);
  });

  it("gets the last events when the hub closes and there is room for them", async () => {
    const events = new EventBus();
    const response = eventStream(events, new RequestLog(1, (text) => text));
    events.emit(event("last"));
    events.close();
    expect(await response.text()).toContain('{"body":"last"}');
  });
});

it("a bus ends every subscription when it closes, even when one throws", () => {
  const events = new EventBus();
  const closed: string[] = [];
  events.subscribe(
    () => {},
    () => {
      throw new Error("the subscriber failed");
    },
  );
  events.subscribe(
    () => {},
    () => closed.push("the next"),
  );
  events.close();
  expect(closed).toEqual(["the next"]);
});
