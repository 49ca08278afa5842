import { describe, expect, it } from "vitest";
import { refusal } from "../../test/refusal.js";
import { buildNotification, content, gcm, platforms, rawNotification, windowsPhoneToast } from "../index.js";

const ofGoogle = {
  path: "",
  rule: "platform-retired",
  message:
    "the body is for Google's legacy API, which was shut down in 2024; use fcmv1, to which nh migrate fcm-v1 moves the devices",
  source: "docs/payload-rules.md#gcm-platform-retired",
};
const ofMicrosoft = {
  path: "",
  rule: "platform-retired",
  message: "the body is for Microsoft's push service for Windows Phone, which no longer exists",
  source: "docs/payload-rules.md#windowsphone-platform-retired",
};

describe("a push service that was shut down", () => {
  it("draws one warning from every way to build a notification", () => {
    const fields = { title: "T" };
    expect(gcm({ data: { a: "b" } }).warnings).toEqual([ofGoogle]);
    expect(content(fields).for("gcm").warnings).toEqual([ofGoogle]);
    expect(rawNotification({ platform: "gcm", body: "{" }).warnings).toEqual([ofGoogle]);
    expect(windowsPhoneToast({ text1: "T" }).warnings).toEqual([ofMicrosoft]);
    expect(buildNotification("windowsphone", "raw").warnings).toEqual([ofMicrosoft]);
    expect(content(fields).for("windowsphone").warnings).toEqual([ofMicrosoft]);
  });

  it("draws none for a platform that works", () => {
    const working = platforms.filter((platform) => platform !== "gcm" && platform !== "windowsphone");
    expect(working.flatMap((platform) => rawNotification({ platform, body: "{}" }).warnings)).toEqual([]);
  });

  it("is refused by a strict builder", () => {
    expect(refusal(() => gcm({ data: {} }, { strict: true })).message).toBe(`gcm: ${ofGoogle.message}`);
    expect(refusal(() => windowsPhoneToast({ text1: "T" }, { strict: true })).message).toBe(
      `windowsphone: ${ofMicrosoft.message}`,
    );
  });
});
