import { describe, expect, it } from "vitest";
import { redactText } from "./redact.js";

describe("redactText", () => {
  it.each([
    ["https://ns/hub/registrations?api-version=2020-06&$filter=ChannelUri%20eq%20'0123456789abcdef'", "012345…cdef'"],
    [
      "https://ns/hub/registrations?api-version=2020-06&%24filter=DeviceToken+eq+%270123456789abcdef%27&$top=1",
      "012345…cdef%27&$top=1",
    ],
    ["https://blob/c?sv=1&sig=abc%2Bdef&se=2", "sig=***&se=2"],
  ])("hides what is secret in %s", (url, end) => {
    const shown = redactText(url);
    expect(shown.endsWith(end)).toBe(true);
    expect(shown).not.toContain("0123456789abcdef");
    expect(shown).not.toContain("abc%2Bdef");
  });

  it("shortens every handle of a filter, also one with quotes in it", () => {
    const url =
      "https://ns/hub/registrations?%24filter=BaiduUserId%20eq%20%27o%27%27brien-0123456789%27%20and%20BaiduChannelId%20eq%20%27abcdefghijklmnop%27";
    expect(redactText(url)).toBe(
      "https://ns/hub/registrations?%24filter=BaiduUserId%20eq%20%27o%27%2…6789%27%20and%20BaiduChannelId%20eq%20%27abcdef…mnop%27",
    );
  });

  it("leaves other addresses alone", () => {
    const url = "https://ns/hub/messages/?api-version=2020-06&direct=true";
    expect(redactText(url)).toBe(url);
  });
});
