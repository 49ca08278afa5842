import { describe, expect, it } from "vitest";
import { isLoopback } from "../index.js";

describe("isLoopback", () => {
  it.each([
    "localhost",
    "LOCALHOST",
    "127.0.0.1",
    "127.0.0.2",
    "127.255.255.255",
    "::1",
    "[::1]",
    "0:0:0:0:0:0:0:1",
    "[0000::0001]",
    "::ffff:127.0.0.1",
    "[::FFFF:7f00:1]",
    "[::ffff:7fff:ffff]",
  ])("accepts %s", (hostname) => {
    expect(isLoopback(hostname)).toBe(true);
  });

  it.each([
    "",
    "hub.localhost",
    "localhost.",
    "localhost.example",
    "notlocalhost",
    "0.0.0.0",
    "::",
    "[::]",
    "128.0.0.1",
    "126.255.255.255",
    "127.0.0",
    "127.0.0.256",
    "127.0.0.1.example",
    "127.0.0.1.",
    " 127.0.0.1",
    "127.0.0.1:80",
    "[::1]:80",
    "::1%lo",
    "::2",
    "::ffff:126.0.0.1",
    "::ffff:128.0.0.1",
    "::127.0.0.1",
    "fe80::1",
    "::1]/x[",
    "]/@[::1",
    "contoso.servicebus.windows.net",
  ])("refuses %s", (hostname) => {
    expect(isLoopback(hostname)).toBe(false);
  });

  it.each(["http://127.1", "http://0x7f000001", "http://2130706433", "http://[0::1]", "http://LocalHost"])(
    "accepts the host of %s as URL spells it",
    (address) => {
      expect(isLoopback(new URL(address).hostname)).toBe(true);
    },
  );
});
