import { describe, expect, it } from "vitest";
import { type NativePlatform, payloadKeys, platforms } from "../../index.js";
import { admNotificationRules, admRules } from "../adm/adm.js";
import { alertRules, apsRules } from "../apple/aps.js";
import { androidNotificationRules, androidRules } from "../fcm-v1/android.js";
import { stringData, timestamp } from "../fcm-v1/formats.js";
import { messageRules } from "../fcm-v1/message.js";
import { anyJson, jsonObject } from "../json/any-json.js";
import { objectRule } from "../json/object-rule.js";
import { boolean, listOf, number, oneOf, type Rule, string, stringOrObject, wholeNumber } from "../json/rule.js";
import { jsonKeys } from "./json-keys.js";

const of = (platform: NativePlatform | "content") => payloadKeys(platform).map(({ path }) => path.join("/"));
const kindAt = (platform: NativePlatform | "content", path: string) =>
  payloadKeys(platform).find((key) => key.path.join("/") === path);

describe("payloadKeys", () => {
  it("has every key that the builder has a rule for", () => {
    const tables: [NativePlatform, string, object][] = [
      ["apple", "aps/alert/", alertRules],
      ["apple", "aps/", apsRules],
      ["fcmv1", "message/", messageRules],
      ["fcmv1", "message/android/", androidRules],
      ["fcmv1", "message/android/notification/", androidNotificationRules],
      ["adm", "notification/", admNotificationRules],
      ["adm", "", admRules],
    ];
    for (const [platform, prefix, rules] of tables) {
      const found = of(platform);
      const missing = Object.keys(rules)
        .map((name) => prefix + name)
        .filter((path) => !found.some((one) => one === path || one.startsWith(`${path}/`)));
      expect(missing).toEqual([]);
    }
  });

  it("has each key once, whatever the platform", () => {
    for (const platform of platforms.filter((one) => one !== "template")) {
      expect(of(platform).length).toBeGreaterThan(2);
      expect(new Set(of(platform)).size).toBe(of(platform).length);
    }
  });

  it("knows the values of a choice", () => {
    expect(kindAt("apple", "aps/interruption-level")).toMatchObject({
      kind: "choice",
      choices: ["passive", "active", "time-sensitive", "critical"],
    });
    expect(kindAt("fcmv1", "message/android/priority")?.choices).toEqual(["NORMAL", "HIGH"]);
    expect(kindAt("windows", "@scenario")?.choices).toEqual(["default", "reminder", "alarm", "incomingCall", "urgent"]);
    expect(kindAt("windows", "audio/@silent")?.choices).toEqual(["true", "false"]);
    expect(kindAt("content", "priority")?.choices).toEqual(["high", "normal"]);
  });

  it("describes a toast by its elements and attributes", () => {
    expect(of("windows")).toContain("visual/binding/text[0]");
    expect(of("windows")).toContain("visual/binding/image[placement=hero]/@src");
    expect(of("windows")).toContain("actions/action[0]/@hint-buttonStyle");
    expect(of("windowsphone")).toEqual(["Toast/Text1", "Toast/Text2", "Toast/Param"]);
  });

  it("has the fields of content", () => {
    expect(payloadKeys("content").map(({ path, kind }) => [path[0], kind])).toEqual([
      ["title", "string"],
      ["body", "string"],
      ["image", "string"],
      ["link", "string"],
      ["badge", "number"],
      ["sound", "string"],
      ["data", "json"],
      ["ttlSeconds", "number"],
      ["collapseKey", "string"],
      ["priority", "choice"],
      ["silent", "boolean"],
    ]);
  });
});

it.each<[string, Rule, string]>([
  ["a string", string, "string"],
  ["a moment", timestamp, "string"],
  ["a string or an object", stringOrObject(objectRule({ a: string }, { needs: ["a"] })), "string"],
  ["true or false", boolean, "boolean"],
  ["a whole number", wholeNumber, "number"],
  ["a fraction", number("a number from 0 to 1", 1), "number"],
  ["one of a few strings", oneOf("a", "b"), "choice"],
  ["a list", listOf(string), "json"],
  ["an object that must have a key", objectRule({ a: string }, { needs: ["a"] }), "json"],
  ["the app's data", stringData, "json"],
  ["an object of any JSON", jsonObject, "json"],
  ["any JSON", anyJson, "json"],
])("the kind of %s is found by trying", (_, rule, kind) => {
  expect(jsonKeys([], { key: rule })[0]?.kind).toBe(kind);
});

it("the kind of Apple's flags is flag", () => {
  expect(kindAt("apple", "aps/content-available")?.kind).toBe("flag");
});
