import { describe, expect, it } from "vitest";
import { platformFromInstallation, platformWire, shortenHandle } from "../index.js";
import { platformFromFormat } from "../server.js";
import { platformFromRegistrationKind } from "./platform-wire.js";

describe("platformWire", () => {
  it("names each platform in every vocabulary of the protocol", () => {
    const words = Object.values(platformWire).map((row) =>
      [row.platform, row.format, row.registrationKind, row.installationPlatform, row.outcomeElement].join(" "),
    );
    expect(words).toEqual([
      "apple apple Apple apns ApnsOutcomeCounts",
      "fcmv1 fcmv1 FcmV1 fcmv1 FcmV1OutcomeCounts",
      "gcm gcm Gcm gcm GcmOutcomeCounts",
      "windows windows Windows wns WnsOutcomeCounts",
      "windowsphone windowsphone Mpns mpns MpnsOutcomeCounts",
      "adm adm Adm adm AdmOutcomeCounts",
      "baidu baidu Baidu baidu BaiduOutcomeCounts",
      "xiaomi xiaomi Xiaomi xiaomi XiaomiOutcomeCounts",
      "browser browser Browser browser BrowserOutcomeCounts",
    ]);
  });

  it.each([
    ["Apple", "apple"],
    ["FCMV1", "fcmv1"],
    [" template ", "template"],
    ["nokiax", undefined],
    ["constructor", undefined],
    ["", undefined],
  ])("the format %j means %s", (word, platform) => {
    expect(platformFromFormat(word)).toBe(platform);
  });

  it.each([
    ["Mpns", "windowsphone"],
    ["fcmv1", "fcmv1"],
    ["Fcm", undefined],
  ])("the registration kind %j means %s", (word, platform) => {
    expect(platformFromRegistrationKind(word)).toBe(platform);
  });

  it.each([
    ["APNS", "apple"],
    ["fcmV1", "fcmv1"],
    ["apple", undefined],
  ])("the installation platform %j means %s", (word, platform) => {
    expect(platformFromInstallation(word)).toBe(platform);
  });
});

describe("shortenHandle", () => {
  it("keeps the first six and last four characters, and short handles whole", () => {
    expect(shortenHandle("00FF11EE22DD33CC")).toBe("00FF11…33CC");
    expect(shortenHandle("0123456789")).toBe("0123456789");
  });
});
