import type { NativePlatform } from "@nh/payloads";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkHandle } from "../../handles.js";

const token = "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";
const spaced = token.match(/.{8}/g)?.join(" ") ?? "";
const fcmToken = `cGd9mN0qRzKxYw7tUvWxYz:APA91b${"Hb-_x0".repeat(22)}`;

describe("checkHandle", () => {
  it.each<[NativePlatform, string]>([
    ["apple", token],
    ["apple", token.toUpperCase()],
    ["apple", "00ff"],
    ["apple", token.repeat(3)],
    ["fcmv1", fcmToken],
    ["gcm", fcmToken],
    ["fcmv1", "fcm-token"],
    ["windows", "https://db3.notify.windows.com/?token=AwYAAAB%2fxQ%3d%3d"],
    ["windows", "https://some.url"],
    ["windowsphone", "http://s.notify.live.net/u/1/db3/HmQ/d2luZG93c3Bob25l/abc"],
    ["adm", "amzn1.adm-registration.v3.Y29tLmFtYXpvbi5EZXZpY2U="],
    ["baidu", "1088206347212318872-3985122369012345678"],
    ["xiaomi", "d4Xm9Ikb0L+jq/7vS1cZb1mX2k3fJ8rQ5yT6u7i8o9p="],
    ["browser", "https://updates.push.services.mozilla.com/wpush/v2/gAAAA"],
    ["browser", "https://wns2-db5p.notify.windows.com/w/?token=BQY"],
  ])("accepts what %s issues: %s", (platform, handle) => {
    expect(checkHandle(platform, handle)).toBeUndefined();
  });

  it.each<[NativePlatform, string, mistake: string, suggestion: string | undefined]>([
    ["apple", `<${spaced}>`, "it has angle brackets and blanks", token],
    ["apple", spaced, "it has blanks", token],
    ["apple", spaced.replaceAll(" ", "-"), "it has dashes", token],
    ["apple", `"${token}"`, "it has quotes", token],
    ["apple", `Optional("${token}")`, "it has brackets and quotes", token],
    ["apple", `0x${token}`, "it has the prefix 0x", token],
    ["apple", `\u200b${token}`, "it has invisible characters", token],
    ["apple", Buffer.from(token, "hex").toString("base64"), "it is Base64", token],
    ["apple", Buffer.from(token, "hex").toString("base64url"), "it is Base64", token],
    ["apple", `{length = 32, bytes = 0x${spaced}}`, "it is how iOS prints Data", token],
    ["apple", "{length = 32, bytes = 0x00fc13ad ff785122 ... 991de8f0 }", "some of its bytes are missing", undefined],
    ["apple", token.slice(1), "it has an odd number of digits", undefined],
    ["apple", "6c1d2a38-4f6e-4b7a-9c0d-1e2f3a4b5c6d", "it is a UUID", undefined],
    ["apple", "fcm-token", "it has another form", undefined],
    ["fcmv1", `<${fcmToken}>`, "it has angle brackets", fcmToken],
    ["fcmv1", `${fcmToken},`, "it has a comma or a semicolon", fcmToken],
    ["fcmv1", `${fcmToken.slice(0, 60)} ${fcmToken.slice(60)}`, "it has blanks", fcmToken],
    ["fcmv1", fcmToken.replace(":", "%3A"), "it has percent-encoding", fcmToken],
    ["fcmv1", `${fcmToken.slice(0, 30)}\u2026`, "it was cut short", undefined],
    ["windows", "db3.notify.windows.com", "it has another form", undefined],
    ["windows", "http://some.url", "it has another form", undefined],
    ["windows", '"https://some.url"', "it has quotes", "https://some.url"],
    ["xiaomi", "reg id", "it has blanks", "regid"],
  ])("refuses for %s: %s", (platform, handle, mistake, suggestion) => {
    const problem = checkHandle(platform, handle);
    expect(problem?.message).toContain(mistake);
    expect(problem?.suggestion).toBe(suggestion);
    expect(problem?.message).not.toContain(token);
  });

  it.each<[NativePlatform, string, message: string]>([
    ["apple", fcmToken, "is an FCM registration token, not an APNs device token. Send it to the platform fcmv1."],
    ["apple", `APA91b${"x".repeat(140)}`, "is an FCM registration token"],
    ["fcmv1", token, "is an APNs device token, not an FCM registration token. Send it to the platform apple."],
    ["gcm", token.toUpperCase(), "Send it to the platform apple."],
    ["adm", fcmToken, "is an FCM registration token, not an ADM registration ID."],
    ["fcmv1", "amzn1.adm-registration.v3.Y29t", "is an ADM registration ID"],
    ["windowsphone", "https://db3.notify.windows.com/?token=A", "is a WNS channel URI"],
    ["windows", "https://updates.push.services.mozilla.com/wpush/v2/gA", "is the endpoint of a browser's subscription"],
    ["apple", '{"endpoint":"https://push.example/1"}', "is the endpoint of a browser's subscription"],
  ])("sees that %s was given a handle of another platform: %s", (platform, handle, message) => {
    expect(checkHandle(platform, handle)?.message).toContain(message);
  });

  it("never suggests what it would refuse", () => {
    fc.assert(
      fc.property(
        fc.constantFrom<NativePlatform>("apple", "fcmv1", "windows", "adm"),
        fc.string(),
        (platform, handle) => {
          const suggestion = checkHandle(platform, handle)?.suggestion;
          if (suggestion !== undefined) expect(checkHandle(platform, suggestion)).toBeUndefined();
        },
      ),
    );
  });

  it("refuses an empty handle on every platform", () => {
    expect(checkHandle("apple", " ")?.message).toBe(
      "The handle is empty. An APNs token is written as pairs of hexadecimal digits.",
    );
  });
});
