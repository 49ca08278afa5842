import { describe, expect, it } from "vitest";
import { withUrlSafeKeys } from "./handle.js";
import { encodePatch } from "./installation/patch-codec.js";
import type { PatchValue } from "./installation/types.js";
import { buildHandleFilter } from "./odata.js";

const endpoint = "https://push.example.com/1?a=b+c/d==";
const standard = { endpoint, p256dh: "BK+/a+/=", auth: "Zg==" };
const urlSafe = { endpoint, p256dh: "BK-_a-_", auth: "Zg" };

describe("withUrlSafeKeys", () => {
  it("writes the keys of a subscription in base64url, and leaves the rest alone", () => {
    expect(withUrlSafeKeys({ ...standard, own: "a+b" })).toEqual({ ...urlSafe, own: "a+b" });
    expect(withUrlSafeKeys(urlSafe)).toEqual(urlSafe);
    expect(withUrlSafeKeys({ p256dh: 7, auth: null })).toEqual({ p256dh: 7, auth: null });
  });

  it("holds for the filter of a handle", () => {
    expect(buildHandleFilter(standard, "browser")).toBe(buildHandleFilter(urlSafe, "browser"));
  });

  it.each<[string, string, PatchValue, PatchValue]>([
    ["a subscription", "/pushChannel", standard, urlSafe],
    ["its JSON", "/PushChannel", JSON.stringify(standard), JSON.stringify(urlSafe)],
    [
      "its JSON with escaped slashes",
      "/pushChannel",
      JSON.stringify(standard).replaceAll("/", "\\/"),
      JSON.stringify(urlSafe),
    ],
    ["the handle of another platform", "/pushChannel", "a+/=", "a+/="],
    ["a handle that is JSON but no object", "/pushChannel", "[1]", "[1]"],
    ["another field", "/userId", JSON.stringify(standard), JSON.stringify(standard)],
  ])("holds for the channel of a patch: %s", (_title, path, value, written) => {
    expect(JSON.parse(encodePatch([{ op: "replace", path, value }]))).toEqual([
      { op: "replace", path, value: written },
    ]);
  });
});
