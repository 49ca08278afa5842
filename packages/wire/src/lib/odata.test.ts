import type { NativePlatform } from "@nh/payloads";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildHandleFilter, isWireFormatError } from "../index.js";
import { parseFilter } from "../server.js";
import { odataString } from "./odata.js";

describe("buildHandleFilter", () => {
  it.each<[NativePlatform, string, string]>([
    ["apple", "00ffee", "DeviceToken eq '00FFEE'"],
    ["fcmv1", "f'1", "FcmV1RegistrationId eq 'f''1'"],
    ["gcm", "Gcm", "GcmRegistrationId eq 'Gcm'"],
    ["windows", "https://x/?a=b&c", "ChannelUri eq 'https://x/?a=b&c'"],
    ["windowsphone", "http://x", "ChannelUri eq 'http://x'"],
    ["adm", "a' or 'b' eq 'b", "AdmRegistrationId eq 'a'' or ''b'' eq ''b'"],
    ["xiaomi", "m", "XiaomiRegistrationId eq 'm'"],
  ])("of %s for %j is %s", (platform, handle, filter) => {
    expect(buildHandleFilter(handle, platform)).toBe(filter);
  });

  it("compares every part of a handle that has several", () => {
    expect(buildHandleFilter({ userId: "u", channelId: "c" }, "baidu")).toBe(
      "BaiduUserId eq 'u' and BaiduChannelId eq 'c'",
    );
    expect(buildHandleFilter({ endpoint: "https://p/x", p256dh: "B", auth: "k" }, "browser")).toBe(
      "Endpoint eq 'https://p/x' and P256DH eq 'B' and Auth eq 'k'",
    );
  });

  it.each<[NativePlatform, never, string]>([
    ["apple", "" as never, "A handle for apple must be a non-empty string."],
    ["apple", { userId: "u", channelId: "c" } as never, "A handle for apple must be a non-empty string."],
    ["baidu", "u-c" as never, "A handle for baidu must be an object { userId, channelId } of strings."],
    ["browser", "https://x" as never, "A handle for browser must be an object { endpoint, p256dh, auth } of strings."],
    [
      "browser",
      { endpoint: "e" } as never,
      "A handle for browser must be an object { endpoint, p256dh, auth } of strings.",
    ],
    [
      "pager" as NativePlatform,
      "1" as never,
      'Unknown platform "pager". Known platforms: apple, fcmv1, gcm, windows, windowsphone, adm, baidu, xiaomi, browser.',
    ],
  ])("of %s refuses %j", (platform, handle, message) => {
    expect(() => buildHandleFilter(handle, platform)).toThrow(
      expect.objectContaining({ name: "ArgumentError", code: "NH_INVALID_ARGUMENT", message }),
    );
  });
});

describe("parseFilter", () => {
  it.each([
    ["ChannelUri eq '00FF'", [["ChannelUri", "00FF"]]],
    ["  A  EQ  'o''brien'  ", [["A", "o'brien"]]],
    [
      "A eq 'x' and B eq '' and C eq ' and D eq '",
      [
        ["A", "x"],
        ["B", ""],
        ["C", " and D eq "],
      ],
    ],
  ])("reads %j", (text, terms) => {
    expect(parseFilter(text).map(({ property, value }) => [property, value])).toEqual(terms);
  });

  it.each([
    ["", "column 1"],
    ["A eq x", "column 1"],
    ["A ne 'x'", "column 1"],
    ["A eq 'x", "column 7"],
    ["A eq 'x' or B eq 'y'", "column 9"],
    ["A eq 'x' and", "column 9"],
    ["A eq 'x' and B", "column 13"],
    ["BaiduChannelId eq c' and BaiduUserId eq 'u'", "column 1"],
  ])("refuses %j at %s", (text, path) => {
    expect(() => parseFilter(text)).toThrow(
      expect.objectContaining({ code: "NH_WIRE_UNEXPECTED", document: "filter", path }),
    );
  });

  it("reads back any quoted value, and refuses anything else with a WireFormatError", () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(parseFilter(`A eq ${odataString(value)}`)).toEqual([{ property: "A", value }]);
        try {
          parseFilter(value);
        } catch (error) {
          expect(isWireFormatError(error)).toBe(true);
        }
      }),
    );
  });

  it("reads a long value in linear time", () => {
    const value = "'".repeat(200_000);
    expect(parseFilter(`A eq ${odataString(value)}`)[0]?.value.length).toBe(200_000);
  });
});
