import { describe, expect, it } from "vitest";
import { refusal } from "../../test/refusal.js";
import { retirementWarnings } from "../../test/retirement-warnings.js";
import { buildNotification } from "./build-notification.js";
import { platforms } from "./platforms.js";

const toast = '<toast><visual><binding template="ToastGeneric"><text>A</text></binding></visual></toast>';
const phoneToast =
  '<wp:Notification xmlns:wp="WPNotification"><wp:Toast><wp:Text1>A</wp:Text1></wp:Toast></wp:Notification>';

const documents = {
  apple: '{"aps":{"alert":"A"}}',
  fcmv1: '{"message":{"data":{}}}',
  gcm: '{"data":{}}',
  windows: toast,
  windowsphone: phoneToast,
  adm: '{"data":{}}',
  baidu: '{"description":"A"}',
  xiaomi: '{"title":"A"}',
  browser: '{"title":"A"}',
  template: '{"title":"A"}',
} as const;

describe("buildNotification", () => {
  it.each(platforms)("runs the builder of %s, with headers", (platform) => {
    const notification = buildNotification(platform, documents[platform], { headers: { "x-own": "1" } });
    expect(notification).toMatchObject({
      platform,
      body: documents[platform],
      headers: { "x-own": "1" },
      warnings: retirementWarnings(platform),
    });
  });

  it.each([
    ["windows", "order=7", undefined, "wns/raw"],
    ["windows", toast, undefined, "wns/toast"],
    ["windows", toast, { "x-wns-type": "wns/raw" }, "wns/raw"],
    ["windowsphone", "order=7", undefined, "3"],
    ["windowsphone", phoneToast, undefined, "2"],
    ["windowsphone", "<own/>", { "X-NotificationClass": "13" }, "13"],
  ] as const)("tells a raw push of %s by the header of its type, or else by %s", (platform, text, headers, type) => {
    const name = platform === "windows" ? "x-wns-type" : "x-notificationclass";
    const notification = buildNotification(platform, text, { headers });
    const found = Object.entries(notification.headers).find(([key]) => key.toLowerCase() === name);
    expect(found?.[1]).toBe(type);
  });

  it("is strict where it is asked to be", () => {
    const document = '{"aps":{"alert":"A","order":7}}';
    expect(buildNotification("apple", document).warnings).toHaveLength(1);
    expect(refusal(() => buildNotification("apple", document, { strict: true })).field).toBe("aps.order");
  });

  it("refuses properties that are not an object of strings", () => {
    for (const text of ["[]", "x", "7"]) {
      expect(refusal(() => buildNotification("template", text)).rule).toBe(
        'must be a JSON object of strings, such as {"greeting_en":"Hello"}',
      );
    }
    expect(refusal(() => buildNotification("template", '{"a":1}')).field).toBe("a");
  });

  it("refuses a word that is not a platform", () => {
    for (const word of ["apns", "toString", undefined]) {
      expect(() => buildNotification(word as never, "{}")).toThrow(
        "buildNotification: platform must be one of apple, fcmv1, gcm,",
      );
    }
  });
});
