import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeInstallation, encodeInstallation, type Installation, isWireFormatError } from "../../index.js";

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), "utf8");

const full: Installation = {
  installationId: "dev-17",
  platform: "wns",
  pushChannel: "https://db3.notify.windows.com/?token=x",
  pushChannelExpired: false,
  expirationTime: "9999-12-31T23:59:59.9999999Z",
  userId: "u9",
  tags: ["team_red", "floor_2"],
  pushVariables: { lang: "en" },
  templates: {
    news: {
      body: "<toast>$(msg)</toast>",
      headers: { "X-WNS-Type": "wns/toast" },
      expiry: "2031-05-06T07:08:09Z",
      tags: ["n1"],
    },
  },
  secondaryTiles: {
    "tile one": {
      pushChannel: "https://db3.notify.windows.com/?token=y",
      pushChannelExpired: true,
      tags: ["t1"],
      templates: { tiny: { body: "<tile/>" } },
    },
  },
  lastUpdate: "2031-05-06T07:08:09Z",
  lastActiveOn: "2031-05-06T07:08:10Z",
};
const browser: Installation = {
  installationId: "web-1",
  platform: "browser",
  pushChannel: { endpoint: "https://push.example/x", p256dh: "BIPUL12D", auth: "k8JV6sjd" },
};
const unexpected = (path: string) =>
  expect.objectContaining({ code: "NH_WIRE_UNEXPECTED", document: "installation", path });

describe("an installation", () => {
  it("with every field has the exact bytes of its fixture in both directions", () => {
    expect(encodeInstallation(full)).toBe(fixture("full"));
    expect(decodeInstallation(fixture("full"))).toStrictEqual(full);
  });

  it("of a browser has the exact bytes of its fixture in both directions", () => {
    expect(encodeInstallation(browser)).toBe(fixture("browser"));
    expect(decodeInstallation(fixture("browser"))).toStrictEqual(browser);
  });

  it("of a browser may carry its channel as a string", () => {
    const json = JSON.stringify({ ...browser, pushChannel: JSON.stringify(browser.pushChannel) });
    expect(decodeInstallation(json)).toStrictEqual(browser);
  });

  it("as the .NET client writes it has nulls for absent values and a capital in fcmV1", () => {
    const json =
      '{"installationId":"a","userId":null,"pushChannel":"t","pushChannelExpired":null,"platform":"fcmV1","expirationTime":null,"tags":null,"pushVariables":null,"templates":null,"secondaryTiles":null,"unknown":1}';
    expect(decodeInstallation(json)).toStrictEqual({ installationId: "a", platform: "fcmv1", pushChannel: "t" });
  });

  it.each([
    ["Gcm", "gcm"],
    ["APNS", "apns"],
    ["FcmV1", "fcmv1"],
    ["Browser", "browser"],
  ])("is read with the platform %s in any case and any place", (word, platform) => {
    const pushChannel = platform === "browser" ? { endpoint: "e", p256dh: "p", auth: "a" } : "t";
    const json = JSON.stringify({ platform: word, pushChannel, installationId: "a", pushChannelExpired: false });
    expect(decodeInstallation(json)).toStrictEqual({
      installationId: "a",
      pushChannelExpired: false,
      platform,
      pushChannel,
    });
  });

  it("is written without absent values", () => {
    const json = encodeInstallation({ installationId: "a", platform: "apns", pushChannel: "t", userId: undefined });
    expect(json).toBe('{"installationId":"a","pushChannel":"t","platform":"apns"}');
  });

  it.each([
    ["{", ""],
    ["", ""],
    ["[]", ""],
    ["null", ""],
    ['{"platform":"pager"}', "/platform"],
    ['{"platform":1}', "/platform"],
    ['{"platform":"apns","pushChannel":"t"}', "/installationId"],
    ['{"platform":"apns","installationId":"a"}', "/pushChannel"],
    ['{"platform":"apns","installationId":"a","pushChannel":{}}', "/pushChannel"],
    ['{"platform":"browser","installationId":"a","pushChannel":"{"}', "/pushChannel"],
    ['{"platform":"browser","installationId":"a","pushChannel":{"endpoint":"e"}}', "/pushChannel/p256dh"],
    ['{"platform":"apns","installationId":"a","pushChannel":"t","tags":"x"}', "/tags"],
    ['{"platform":"apns","installationId":"a","pushChannel":"t","tags":["x",1]}', "/tags/1"],
    ['{"platform":"apns","installationId":"a","pushChannel":"t","pushChannelExpired":"no"}', "/pushChannelExpired"],
    ['{"platform":"apns","installationId":"a","pushChannel":"t","pushVariables":{"a":1}}', "/pushVariables/a"],
    ['{"platform":"apns","installationId":"a","pushChannel":"t","templates":{"n":{}}}', "/templates/n/body"],
    [
      '{"platform":"wns","installationId":"a","pushChannel":"t","secondaryTiles":{"n":{}}}',
      "/secondaryTiles/n/pushChannel",
    ],
  ])("that is %s is refused at %j", (json, path) => {
    expect(() => decodeInstallation(json)).toThrow(unexpected(path));
  });

  it.each([
    [{ installationId: "", platform: "apns", pushChannel: "t" }, "installationId"],
    [
      { installationId: "a", platform: "apple", pushChannel: "t" },
      'Unknown platform "apple" of an installation. Installations call it "apns". Known platforms: apns, fcmv1, gcm, wns, mpns',
    ],
    [
      { installationId: "a", platform: {}, pushChannel: "t" },
      "The platform of an installation must be a string, not an object.",
    ],
    [
      { installationId: "a", platform: "apns" },
      "The pushChannel of an installation for apns must be a non-empty string.",
    ],
    [{ installationId: "a", platform: "browser", pushChannel: "https://x" }, "{ endpoint, p256dh, auth }"],
    [{ installationId: "a", platform: "browser", pushChannel: { endpoint: "e" } }, "{ endpoint, p256dh, auth }"],
  ])("%j is not written", (installation, message) => {
    const write = () => encodeInstallation(installation as unknown as Installation);
    expect(write).toThrow(TypeError);
    expect(write).toThrow(message);
  });

  it("keeps names such as __proto__ as ordinary ones", () => {
    const json = '{"installationId":"a","pushChannel":"t","platform":"apns","pushVariables":{"__proto__":"x"}}';
    const installation = decodeInstallation(json);
    expect(Object.keys(installation.pushVariables ?? {})).toEqual(["__proto__"]);
    expect(encodeInstallation(installation)).toBe(json);
  });

  it("in any string is accepted or refused with a WireFormatError", () => {
    const damaged = fc
      .tuple(fc.nat(900), fc.nat(30), fc.string())
      .map(([at, length, text]) => fixture("full").slice(0, at) + text + fixture("full").slice(at + length));
    fc.assert(
      fc.property(fc.oneof(damaged, fc.json(), fc.string()), (json) => {
        try {
          decodeInstallation(json);
        } catch (error) {
          expect(isWireFormatError(error)).toBe(true);
        }
      }),
    );
  });
});
