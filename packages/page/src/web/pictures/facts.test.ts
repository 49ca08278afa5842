import { apple, describeNotification, fcmV1, windowsToast } from "@nh/payloads";
import { expect, it } from "vitest";
import { factsOf } from "./facts.js";

it("says what no frame can draw", () => {
  const facts = (notification: Parameters<typeof describeNotification>[0]) =>
    factsOf(describeNotification(notification));
  expect(facts(apple({ alert: "Hi", sound: "bell.caf", category: "order", data: { order: 7, table: 12 } }))).toEqual([
    "Sound: bell.caf.",
    "The app gets order, table.",
    'Its buttons are those of the app\'s category "order".',
  ]);
  expect(facts(fcmV1({ notification: { title: "T" }, android: { notification: { clickAction: "OPEN" } } }))).toContain(
    "A tap opens OPEN.",
  );
  expect(facts(windowsToast({ texts: ["T"], audio: { silent: true } }))).toContain("Silent on purpose.");
  expect(facts(apple({ alert: "Hi" }))).toEqual([]);
});
