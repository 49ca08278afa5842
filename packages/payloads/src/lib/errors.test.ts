import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { apple, baidu, browserHandle, fcmV1, template, windows, windowsToast } from "../index.js";
import { isTemplateError, parseTemplate } from "../template.js";
import { parseXml } from "../xml.js";
import { invalidField, isPayloadError, PayloadError } from "./errors.js";

describe("PayloadError", () => {
  it("carries what it was built from", () => {
    const cause = new Error("inner");
    const error = new PayloadError({
      code: "NH_PAYLOAD_INVALID",
      platform: "apple",
      field: "aps.badge",
      rule: "must be a whole number",
      limit: 9,
      size: 10,
      cause,
    });
    expect(error).toBeInstanceOf(Error);
    expect([error.name, error.code, error.platform, error.field, error.rule, error.limit, error.size]).toEqual([
      "PayloadError",
      "NH_PAYLOAD_INVALID",
      "apple",
      "aps.badge",
      "must be a whole number",
      9,
      10,
    ]);
    expect(error.message).toBe("apple: aps.badge must be a whole number (limit 9, found 10)");
    expect(error.cause).toBe(cause);
    expect(Object.keys(error)).not.toContain("cause");
  });

  it("speaks of the body where no field is at fault, and has no cause without one", () => {
    const error = invalidField("windows", "", "must not be empty");
    expect(error.message).toBe("windows: the body must not be empty");
    expect("cause" in error).toBe(false);
    expect([error.limit, error.size]).toEqual([undefined, undefined]);
    expect(inspect(error)).toContain("code: 'NH_PAYLOAD_INVALID'");
  });

  it("shows no more than the beginning of an endless path, and keeps the whole", () => {
    const field = `data.${"k".repeat(1_000_000)}`;
    const error = invalidField("apple", field, "must be plain JSON");
    expect(error.message).toBe("apple: data.kkkkkk…kkkk must be plain JSON");
    expect(error.field).toBe(field);
    const words = `data.${"order ".repeat(1_000)}`;
    expect(invalidField("apple", words, "must be plain JSON").message).toBe(
      `apple: ${words.slice(0, 150)} must be plain JSON`,
    );
  });

  it.each([
    ["an APNs device token", "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0"],
    ["an FCM registration token", `bk3RNwTe3H0:CI2k_${"HHwgIpoDKCIZvvDMExUdFQ3P1".repeat(5)}`],
    ["a Web Push key", "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM"],
    ["a shared access key", "dGhpcyBpcyBub3QgYSBrZXkgb2YgYW55IGh1YiBhdCBhbGw="],
  ])("never shows the whole of %s that is in the input", (_name, token) => {
    for (const build of [
      () => apple({ alert: "x", data: { [token]: (() => 1) as never } }),
      () => apple(`{"aps":{"alert":"x"},"token":"${token}`),
      () => apple(`{"aps":{"alert":"x"},"token":${token}}`),
      () => apple({ alert: "x" }, { [token]: 1 } as never),
      () => apple({ alert: "x" }, { headers: { [token]: "a\nb" } }),
      () => apple({ alert: "x" }, { headers: { "apns-id": token } }),
      () => fcmV1({ data: { [token]: 1 as never } }),
      () => fcmV1({ [token]: 1 } as never),
      () => baidu({ description: token as never, openType: token as never }),
      () => windows(`<k${token.replaceAll(/[^\w-]/g, "")}/>`),
      () => windows(`<toast><k${token.replaceAll(/[^\w-]/g, "")}></toast>`),
      () => windows(`<toast k="${token}&${token};"/>`),
      () => windowsToast({ [token]: 1 } as never),
      () => template({ [`${token}!`]: "x" }),
      () => template({ [token.replaceAll(/\W/g, "")]: 1 as never }),
      () => browserHandle({ endpoint: token }),
      () => browserHandle({ endpoint: "https://example.com", keys: { p256dh: token, auth: `${token}${token}` } }),
      () => parseTemplate(`{"token":"$(x) ${token}"}`),
      () => parseTemplate(`<a b="$(x) ${token}"/>`),
      () => parseTemplate(`{"${token}":`),
      () => parseXml(`<a k${token.replaceAll(/[^\w-]/g, "")}:b="1"/>`),
    ]) {
      expect(build).toThrow();
      try {
        build();
      } catch (error) {
        const { message } = error as Error;
        for (const secret of [token, token.replaceAll(/[^\w-]/g, ""), token.replaceAll(/\W/g, "")]) {
          expect(message).not.toContain(secret);
        }
        if (isTemplateError(error)) expect(error.excerpt).not.toContain(token);
      }
    }
  });

  it("is known by its brand, of whatever copy of the package", () => {
    expect(isPayloadError(invalidField("windows", "", ""))).toBe(true);
    expect(isPayloadError({ [Symbol.for("@nh/payloads/PayloadError")]: true })).toBe(true);
    for (const value of [new Error("x"), undefined, null, "PayloadError", {}])
      expect(isPayloadError(value)).toBe(false);
  });
});
