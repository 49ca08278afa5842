import { apple, type Notification, rawNotification } from "@nh/payloads";
import { describe, expect, it } from "vitest";
import { describeDelivery } from "./describe-delivery.js";
import { unseenOf } from "./unseen.js";

const words = ({ platform, headers, body }: Notification, outcome?: string) =>
  unseenOf(describeDelivery({ platform: platform as "apple", headers, body }), outcome);

describe("what nobody sees", () => {
  it("is said in words", () => {
    expect(words(apple({ contentAvailable: true, data: { orderId: 1 } }))?.headline).toBe("Wakes the app, no banner");
    expect(words(rawNotification({ platform: "fcmv1", body: '{"message":{"data":{"orderId":"1"}}}' }))).toEqual({
      tone: "calm",
      headline: "Data: the app decides",
      detail: "A data message: the app decides what to show. data: orderId",
    });
    expect(words(rawNotification({ platform: "apple", body: '{"aps":{"alert":""}}' }))).toMatchObject({
      tone: "bad",
      headline: "Shows nothing",
    });
    expect(words(rawNotification({ platform: "windows", body: "raw" }))?.headline).toBe("Raw: the app decides");
  });

  it("never arrived when its platform refused it, whatever it would have shown", () => {
    expect(words(apple({ alert: "Hello" }), "ExpiredChannel")).toEqual({
      tone: "bad",
      headline: "Never arrived: the handle has expired",
      detail: "ExpiredChannel. The hub does not push to this handle again until the device registers anew.",
    });
    expect(words(apple({ alert: "Hello" }), "PnsUnavailable")?.detail).toBe(
      "PnsUnavailable. The next send tries again.",
    );
  });

  it("is drawn when somebody sees it", () => {
    expect(words(apple({ alert: "Hello" }))).toBeUndefined();
    expect(words(apple({ badge: 3 }))).toBeUndefined();
  });
});
