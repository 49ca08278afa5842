import { describe, expect, it } from "vitest";
import { PayloadError } from "../errors.js";
import { appleLiveActivity } from "./live-activity.js";

const now = () => 1_935_817_689_900;

describe("appleLiveActivity", () => {
  it("starts an activity with everything Apple requires", () => {
    const notification = appleLiveActivity.start(
      {
        attributesType: "DeliveryAttributes",
        attributes: { order: "7" },
        contentState: { step: 1 },
        alert: { title: "On its way", body: { locKey: "ETA", locArgs: ["12"] } },
      },
      { bundleId: "com.example.app", now },
    );
    expect(notification.headers).toEqual({
      "apns-push-type": "liveactivity",
      "apns-topic": "com.example.app.push-type.liveactivity",
    });
    expect(notification.body).toBe(
      '{"aps":{"attributes-type":"DeliveryAttributes","attributes":{"order":"7"},"content-state":{"step":1},"alert":{"title":"On its way","body":{"loc-key":"ETA","loc-args":["12"]}},"event":"start","timestamp":1935817689}}',
    );
  });

  it("updates an activity without a sound, and passes the other options on", () => {
    const notification = appleLiveActivity.update(
      { contentState: { step: 2 }, staleDate: new Date("2031-05-06T08:00:00Z"), data: { trace: "a" } },
      { now, priority: 5 },
    );
    expect(notification.headers).toEqual({ "apns-push-type": "liveactivity", "apns-priority": "5" });
    expect(notification.body).toBe(
      '{"aps":{"content-state":{"step":2},"stale-date":1935820800,"event":"update","timestamp":1935817689},"trace":"a"}',
    );
  });

  it("ends an activity at once, at a date, or when the system likes", () => {
    const end = (dismissalDate?: Date | "immediately") =>
      JSON.parse(appleLiveActivity.end({ dismissalDate }, { now }).body).aps;
    expect(end("immediately")).toEqual({ event: "end", timestamp: 1935817689, "dismissal-date": 1935817688 });
    expect(end(new Date("2031-05-06T08:00:00Z"))).toEqual({
      event: "end",
      timestamp: 1935817689,
      "dismissal-date": 1935820800,
    });
    expect(end()).toEqual({ event: "end", timestamp: 1935817689 });
  });

  it("takes a timestamp of the caller over the clock", () => {
    const body = appleLiveActivity.end({ timestamp: new Date(5000) }, { now }).body;
    expect(body).toBe('{"aps":{"timestamp":5,"event":"end"}}');
  });

  it("takes the time of now without a clock", () => {
    const before = Math.floor(Date.now() / 1000);
    const { timestamp } = JSON.parse(appleLiveActivity.end({}).body).aps;
    expect(timestamp).toBeGreaterThanOrEqual(before);
  });

  it("refuses a start without content, and a topic beside a bundle id", () => {
    const start = { attributesType: "A", attributes: {}, contentState: {}, alert: "x" };
    expect(() => appleLiveActivity.start({ ...start, contentState: undefined as never })).toThrow(PayloadError);
    expect(() => appleLiveActivity.start(start, { topic: "a", bundleId: "b" })).toThrow(TypeError);
  });
});
