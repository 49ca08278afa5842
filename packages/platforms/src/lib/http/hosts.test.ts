import { describe, expect, it } from "vitest";
import { isLoopback, isPublicAddress, lookUpPublic, whyNotAllowed } from "./hosts.js";

describe("isPublicAddress", () => {
  it.each([
    "8.8.8.8",
    "17.188.143.34",
    "100.63.255.255",
    "172.32.0.1",
    "192.167.0.1",
    "2606:4700::1111",
    "2a00:1450::1",
  ])("%s is", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:8.8.8.8",
    "64:ff9b::a00:1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "ff02::1",
    "2001::1",
    "2001:db8::1",
    "2002:a00:1::1",
    "not an address",
  ])("%s is not", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe("isLoopback", () => {
  it.each([
    ["localhost", true],
    ["127.0.0.1", true],
    ["127.8.9.10", true],
    ["[::1]", true],
    ["localhost.example.com", false],
    ["127.0.0.1.example.com", false],
    ["10.0.0.1", false],
  ])("%s: %s", (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });
});

describe("whyNotAllowed", () => {
  it("recognizes other notations of an address", () => {
    for (const host of ["0x0a000001", "167772161", "10.1", "012.0.0.1", "[::ffff:0a00:0001]"]) {
      expect(whyNotAllowed(new URL(`https://${host}/`), "loopback")).toBe("names an address that is not public");
    }
    expect(whyNotAllowed(new URL("https://2130706433/"), "public")).toBe("names this machine");
  });
});

describe("lookUpPublic", () => {
  it.each([true, false])("refuses a name that resolves to this machine (all: %s)", async (all) => {
    const error = await new Promise((resolve) => lookUpPublic("localhost", { all }, resolve));
    expect(error).toMatchObject({ message: "localhost resolves to an address that is not public." });
  });

  it("passes on that a name was not found", async () => {
    const error = await new Promise((resolve) => lookUpPublic("x".repeat(300), { all: true }, resolve));
    expect(error).toMatchObject({ message: expect.any(String) });
  });
});
