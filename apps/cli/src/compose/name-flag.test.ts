import { isPayloadError, type NativePlatform } from "@nh/payloads";
import { describe, expect, it } from "vitest";
import { contentFlags, deliveryFlags } from "./allowed-flags.js";
import { composers } from "./composers.js";
import { fieldFlags } from "./field-flags.js";
import { namingFlags } from "./name-flag.js";
import type { Parts } from "./parts.js";

const nothing = { data: [], header: [], silent: false, mutable: false, headers: undefined, now: 1e12 };

/** What the user reads when the builder refuses the parts. */
function refusal(platform: NativePlatform, parts: object): string {
  try {
    namingFlags(platform, () => composers[platform].fromParts({ ...nothing, ...parts } as unknown as Parts));
  } catch (error) {
    if (isPayloadError(error)) return error.message;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("namingFlags", () => {
  const text = { title: "t", body: "b" };
  it.each<[NativePlatform, string, object]>([
    ["apple", "--data", { ...text, data: ["aps=1"] }],
    ["apple", "--ttl", { ...text, ttl: 1e15 }],
    ["apple", "--collapse", { ...text, collapse: "x".repeat(65) }],
    ["apple", "--header", { ...text, headers: { "apns-priority": "7" } }],
    ["fcmv1", "--image", { ...text, image: "javascript:" }],
    ["fcmv1", "--badge", { ...text, badge: "99999999999" }],
    ["fcmv1", "--data", { ...text, data: ["google.a=b"] }],
    ["fcmv1", "--ttl", { ...text, ttl: 1e15 }],
    ["gcm", "--image", { ...text, image: "x" }],
    ["gcm", "--data", { ...text, data: ["from=1"] }],
    ["gcm", "--ttl", { ...text, ttl: 1e15 }],
    ["windows", "--badge", { badge: "smile" }],
    ["windows", "--image", { ...text, image: "" }],
    ["windows", "--link", { ...text, link: "\0" }],
    ["windows", "--collapse", { ...text, collapse: "a b" }],
    ["windowsphone", "--body", { ...text, body: "\0" }],
    ["windowsphone", "--title", { ...text, title: "\0", type: "tile" }],
    ["windowsphone", "--badge", { ...text, badge: "100" }],
    ["windowsphone", "--link", { ...text, link: "\0" }],
    ["adm", "--ttl", { ...text, ttl: 1 }],
    ["baidu", "--link", { ...text, link: "" }],
    ["xiaomi", "--header", { ...text, headers: { a: "\n" } }],
    ["browser", "--header", { ...text, headers: { Topic: "a b" } }],
  ])("%s: names %s, which sets the refused field", (platform, flag, parts) => {
    expect(refusal(platform, parts)).toMatch(new RegExp(`; ${flag} sets it`));
  });

  it("does not guess an option for a field that several fill", () => {
    expect(refusal("windows", { title: "\0", body: "b" })).not.toContain("sets it");
    expect(refusal("browser", { data: [] })).not.toContain("sets it");
  });

  it("knows only options of the platform", () => {
    for (const [platform, flags] of Object.entries(fieldFlags) as [NativePlatform, Record<string, string>][]) {
      const known = [...contentFlags[platform], ...deliveryFlags[platform]];
      expect(known).toEqual(expect.arrayContaining(Object.values(flags)));
    }
  });
});
