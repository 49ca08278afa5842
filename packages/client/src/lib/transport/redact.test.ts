import { redactText } from "@nh/wire";
import { describe, expect, it } from "vitest";
import type { HubRequest } from "./hub-request.js";
import { oneLine, redactRequest } from "./redact.js";

/** The address that an error shows for a request. */
function shownUrl(url: string): string {
  const request: Pick<HubRequest, "method" | "url" | "headers"> = { method: "GET", url, headers: {} };
  return redactRequest(request as HubRequest, redactText).url;
}

describe("the address of a request", () => {
  it.each([
    ["https://ns/hub/registrations?api-version=2020-06&$filter=ChannelUri%20eq%20'0123456789abcdef'", "012345…cdef'"],
    [
      "https://ns/hub/registrations?api-version=2020-06&%24filter=DeviceToken+eq+%270123456789abcdef%27&$top=1",
      "012345…cdef%27&$top=1",
    ],
    ["https://blob/c?sv=1&sig=abc%2Bdef&se=2", "sig=***&se=2"],
  ])("hides what is secret in %s", (url, end) => {
    const shown = shownUrl(url);
    expect(shown.endsWith(end)).toBe(true);
    expect(shown).not.toContain("0123456789abcdef");
    expect(shown).not.toContain("abc%2Bdef");
  });

  it("shortens every handle of a filter, also one with quotes in it", () => {
    const url =
      "https://ns/hub/registrations?%24filter=BaiduUserId%20eq%20%27o%27%27brien-0123456789%27%20and%20BaiduChannelId%20eq%20%27abcdefghijklmnop%27";
    expect(shownUrl(url)).toBe(
      "https://ns/hub/registrations?%24filter=BaiduUserId%20eq%20%27o%27%2…6789%27%20and%20BaiduChannelId%20eq%20%27abcdef…mnop%27",
    );
  });

  it("leaves other addresses alone", () => {
    const url = "https://ns/hub/messages/?api-version=2020-06&direct=true";
    expect(shownUrl(url)).toBe(url);
  });
});

describe("oneLine", () => {
  it.each([
    ["one\r\n two\t", "one two"],
    ["a\u001b[31mb", "a [31mb"],
    ["a\u2028b\u0085c", "a b c"],
  ])("makes %j %j", (text, expected) => {
    expect(oneLine(text)).toBe(expected);
  });
});
