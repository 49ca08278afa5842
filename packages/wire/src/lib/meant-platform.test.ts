import { platforms } from "@nh/payloads";
import { describe, expect, it } from "vitest";
import { meantPlatform, platformNicknames } from "./meant-platform.js";
import { platformWire } from "./platform-wire.js";

describe("the platform that a word means", () => {
  it.each([
    ["apns", "apple"],
    ["iOS", "apple"],
    ["Apple", "apple"],
    ["fcm", "fcmv1"],
    ["FCM_v1", "fcmv1"],
    ["android", "fcmv1"],
    ["wns", "windows"],
    ["mpns", "windowsphone"],
    ["windows-phone", "windowsphone"],
    ["web", "browser"],
    ["Web-Push", "browser"],
  ])("of %j is %s", (word, platform) => {
    expect(meantPlatform(word)).toBe(platform);
  });

  const notStrings = [undefined, null, 5, {}, ["apns"], Object.create(null)];
  it.each<[unknown]>(["", "pager", "toString", "__proto__", ...notStrings].map((word) => [word]))(
    "of %j is unknown",
    (word) => {
      expect(meantPlatform(word)).toBeUndefined();
    },
  );

  it("finds every platform by its own name and by the one that installations use", () => {
    expect(Object.keys(platformNicknames)).toEqual(platforms);
    for (const platform of platforms) expect(meantPlatform(platform)).toBe(platform);
    for (const row of Object.values(platformWire)) expect(meantPlatform(row.installationPlatform)).toBe(row.platform);
  });

  it("is one, so no word is listed twice", () => {
    const words = Object.entries(platformNicknames).flat(2);
    expect(new Set(words).size).toBe(words.length);
  });
});
