import { describe, expect, it } from "vitest";
import { refusal } from "../../../test/refusal.js";
import { browserHandle } from "./handle.js";

const endpoint = "https://push.example.com/send/abc";
const p256dh = `B${"A-_9".repeat(21)}zz`;
const auth = "0123456789-_abcdefghij";
const subscription = { endpoint, expirationTime: null, keys: { p256dh, auth } };

describe("browserHandle", () => {
  it("takes the JSON of a subscription", () => {
    const handle = browserHandle(subscription);
    expect(handle).toEqual({ endpoint, p256dh, auth });
    expect(Object.isFrozen(handle)).toBe(true);
  });

  it("takes a subscription as the browser has it", () => {
    class PushSubscription {
      readonly #data = subscription;
      toJSON() {
        return this.#data;
      }
    }
    expect(browserHandle(new PushSubscription())).toEqual({ endpoint, p256dh, auth });
  });

  it("turns keys in standard base64, padded or not, into base64url", () => {
    const standard = {
      p256dh: `${p256dh.replaceAll("-", "+").replaceAll("_", "/")}=`,
      auth: "0123456789-/abcdefghij==",
    };
    expect(browserHandle({ endpoint, keys: standard })).toEqual({ endpoint, p256dh, auth: "0123456789-_abcdefghij" });
  });

  it.each([
    ["an http endpoint", { ...subscription, endpoint: "http://push.example.com/" }, "endpoint"],
    ["an endpoint that is not a URL", { ...subscription, endpoint: "push" }, "endpoint"],
    ["no endpoint", { keys: subscription.keys }, "endpoint"],
    ["no keys", { endpoint }, "keys.p256dh"],
    ["a short public key", { endpoint, keys: { p256dh: p256dh.slice(1), auth } }, "keys.p256dh"],
    ["a long secret", { endpoint, keys: { p256dh, auth: `${auth}A` } }, "keys.auth"],
    ["a secret with other characters", { endpoint, keys: { p256dh, auth: "0123456789.~abcdefghij" } }, "keys.auth"],
    ["keys that are not an object", { endpoint, keys: "0123456789" as never }, "keys.p256dh"],
  ])("refuses %s, and shows no key", (_title, input, field) => {
    const error = refusal(() => browserHandle(input));
    expect(error).toMatchObject({ code: "NH_PAYLOAD_INVALID", platform: "browser", field });
    expect(error.message).not.toContain("0123456789");
    expect(error.message).not.toContain("A-_9");
  });

  it.each([undefined, null, "https://push.example.com", { toJSON: () => null }])(
    "refuses %j with an ArgumentError",
    (input) => {
      expect(() => browserHandle(input as never)).toThrow(TypeError);
    },
  );
});
