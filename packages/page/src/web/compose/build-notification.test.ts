import { platforms } from "@nh/payloads";
import { describe, expect, it } from "vitest";
import { buildNotification, lineOfField } from "./build-notification.js";
import { samplePayloads } from "./sample-payloads.js";

it.each(platforms)("builds the sample of %s", (platform) => {
  const built = buildNotification(platform, samplePayloads[platform], {});
  expect(built.ok ? built.notification.body : built.problem).toBe(
    built.ok && platform === "template" ? built.notification.body : samplePayloads[platform],
  );
});

describe("a payload that its platform refuses", () => {
  it.each([
    ["apple", '{\n  "aps": {\n    "alert": {\n      "title": 1\n    }\n  }\n}', "aps.alert.title", 4],
    ["fcmv1", '{\n"message": {\n"data": {\n"a": 1}}}', "message.data.a", 4],
    ["browser", '{"title": "T",\n"renotify": true}', "renotify", 2],
    [
      "windows",
      '<toast\nscenario="nope"><visual><binding template="ToastGeneric"><text>A</text></binding></visual></toast>',
      "toast@scenario",
      2,
    ],
  ] as const)("of %s has a field and a line", (platform, body, field, line) => {
    const built = buildNotification(platform, body, {});
    if (built.ok) throw new TypeError("It was built.");
    expect([built.problem.field, built.problem.line]).toEqual([field, line]);
    expect(built.problem.message).not.toBe("");
    expect(built.unchecked).toMatchObject({ platform, body });
  });

  it("is said to be no JSON, with the line where the reader stopped", () => {
    const built = buildNotification("apple", '{\n  "aps": {,}\n}', {});
    expect(built.ok ? undefined : built.problem.line).toBe(2);
  });

  it("is said of properties that are no object", () => {
    const built = buildNotification("template", "[]", {});
    expect(built.ok ? undefined : built.problem.message).toBe(
      'The payload must be a JSON object of strings, such as {"greeting_en":"Hello"}',
    );
  });
});

it("finds the line of the innermost name that is there", () => {
  const body = '{\n"a": {"x": 1},\n"b": {\n"x": 2}\n}';
  expect([
    lineOfField(body, "a.x"),
    lineOfField(body, "b.x"),
    lineOfField(body, "b.gone"),
    lineOfField(body, ""),
  ]).toEqual([2, 4, 3, undefined]);
});
