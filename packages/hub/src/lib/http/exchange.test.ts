import { describe, expect, it } from "vitest";
import { readLimited, readQuery } from "./exchange.js";

describe("a query", () => {
  it.each([
    ["", {}],
    ["?", {}],
    ["?api-version=2020-06&direct", { "api-version": "2020-06", direct: "" }],
    ["?API-Version=a&api-version=b&&=c", { "api-version": "a", "": "c" }],
    ["?%24top=2&$filter=a%20eq+%27b%3Dc%27", { $top: "2", $filter: "a eq 'b=c'" }],
    ["?a=%zz+1&b=%C3%BC", { a: "%zz 1", b: "ü" }],
  ])("%s is %j", (search, expected) => {
    expect(Object.fromEntries(readQuery(new URL(`http://localhost/${search}`)))).toEqual(expected);
  });
});

describe("a body", () => {
  const request = (body: string | null, headers: Record<string, string> = {}) =>
    new Request("http://localhost/", { method: "POST", body, headers });

  it("is read up to its limit, declared or not", async () => {
    expect(await readLimited(request(null), 4)).toBe("");
    expect(await readLimited(request("abcd"), 4)).toBe("abcd");
    expect(await readLimited(request("abcd", { "content-length": "4" }), 4)).toBe("abcd");
    expect(await readLimited(request("ü€"), 5)).toBe("ü€");
  });

  it.each([
    [request("abcde"), "more than it may have"],
    [request("abcde", { "content-length": "5" }), "what it declares"],
    [request("abcde", { "content-length": "2" }), "more than it declares"],
    [request("ü€"), "more bytes than characters"],
  ])("is refused with 413 for its %# size: %s", async (tooLarge) => {
    await expect(readLimited(tooLarge, 4)).rejects.toMatchObject({ status: 413 });
  });
});
