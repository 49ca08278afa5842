import type { IncomingMessage } from "node:http";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { requestUrl } from "./request-target.js";

const incoming = (url: string, host: string | undefined = "localhost:7447", socket: object = {}) =>
  ({ url, headers: { host }, socket }) as unknown as IncomingMessage;

describe("the address of a request", () => {
  it.each([
    ["/hub/messages/?api-version=2020-06", "http://localhost:7447/hub/messages/?api-version=2020-06"],
    ["/a/../b", "http://localhost:7447/b"],
    ["/a/%2E%2e/b", "http://localhost:7447/b"],
    ["/a/.%2e/b/.", "http://localhost:7447/b/"],
    ["/hub?$filter=a eq 'b'", "http://localhost:7447/hub?$filter=a%20eq%20%27b%27"],
    ["*", "http://localhost:7447/*"],
    ["//other.example/hub", "http://localhost:7447//other.example/hub"],
    ["HTTPS://Ns.Example:443/a", "https://ns.example/a"],
  ])("of the target %s is %s", (target, expected) => {
    expect(requestUrl(incoming(target), "fallback")).toBe(expected);
  });

  it("spells the host as URL does, and is https on an encrypted socket", () => {
    expect(requestUrl(incoming("/a", "LOCALHOST:80"), "fallback")).toBe("http://localhost/a");
    expect(requestUrl(incoming("/a", "localhost:443", { encrypted: true }), "fallback")).toBe("https://localhost/a");
    expect(requestUrl({ url: "/a", headers: {}, socket: {} } as unknown as IncomingMessage, "fallback")).toBe(
      "http://fallback/a",
    );
  });

  it.each(["a/b", "a@b", "a:99999", "", "a b"])("is refused for the host %j, also the second time", (host) => {
    for (let turn = 0; turn < 3; turn++) expect(requestUrl(incoming("/", host), "fallback")).toBeUndefined();
  });

  it.each(["http://u:p@a/", "https://u@a/", "http://"])("is refused for the target %s", (target) => {
    expect(requestUrl(incoming(target), "fallback")).toBeUndefined();
  });

  it("equals what URL makes of any target", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "/",
        "//",
        ".",
        "..",
        "%2e",
        "%2E",
        "?",
        "#",
        "'",
        '"',
        "&",
        "=",
        "\\",
        "^",
        "|",
        "`",
        "{",
        "[",
        "%",
        " ",
        "\t",
      ),
      fc.string({ unit: "binary", maxLength: 3 }),
      fc.string({ unit: "grapheme-ascii", maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const target = `/${pieces.join("")}`;
        expect(requestUrl(incoming(target), "fallback")).toBe(new URL(`http://localhost:7447${target}`).href);
      }),
      { numRuns: 2000 },
    );
  });

  it("remembers at most a thousand hosts", () => {
    for (let number = 0; number < 3000; number++) {
      expect(requestUrl(incoming("/", `h${number}`), "fallback")).toBe(`http://h${number}/`);
    }
  });
});
