import { describe, expect, it } from "vitest";
import { findForbiddenLicenses, findUnsafeEntries } from "./dependencies.mjs";

const of = (license: string, name = "a") => ({ [license]: [{ name }] });

describe("licenses", () => {
  it.each(["MIT", "(BSD-3-Clause OR GPL-2.0)", "(MIT AND Zlib)", "mit"])("allow %s everywhere", (license) => {
    expect(findForbiddenLicenses(of(license), { isPublished: true })).toEqual([]);
  });

  it("allow the Mozilla license for tools, not for what users install", () => {
    expect(findForbiddenLicenses(of("MPL-2.0"), { isPublished: false })).toEqual([]);
    expect(findForbiddenLicenses(of("MPL-2.0"), { isPublished: true })).toEqual(["a has the license MPL-2.0"]);
  });

  it.each(["GPL-3.0", "Unknown", "UNLICENSED", "MIT AND GPL-2.0", "GPL-2.0 AND (MIT OR ISC)"])(
    "refuse %s",
    (license) => {
      expect(findForbiddenLicenses(of(license), { isPublished: false })).toEqual([`a has the license ${license}`]);
    },
  );

  it("accept a license file that was read", () => {
    expect(findForbiddenLicenses(of("Unknown", "spawndamnit"), { isPublished: false })).toEqual([]);
  });

  it.each([
    ["Unknown", "MIT AND GPL-2.0"],
    ["MIT", "GPL-2.0"],
    ["MIT AND ISC", "GPL-2.0 OR AGPL-3.0"],
  ])("judge by the license file that was read: %s, in fact %s", (license, read) => {
    expect(findForbiddenLicenses(of(license), { isPublished: false, readLicenses: { a: read } })).toEqual([
      `a has the license ${read}`,
    ]);
  });

  it("need one allowed choice of a license file that was read", () => {
    expect(
      findForbiddenLicenses(of("MIT AND GPL-2.0"), { isPublished: false, readLicenses: { a: "MIT OR GPL-2.0" } }),
    ).toEqual([]);
  });
});

describe("the lockfile", () => {
  const lockfile = (resolution: string) =>
    `lockfileVersion: '9.0'\n\npackages:\n\n  a@1.0.0:\n    resolution: {${resolution}}\n    engines: {node: '>=18'}\n\nsnapshots:\n`;

  it("may name a package with a checksum", () => {
    expect(findUnsafeEntries(lockfile("integrity: sha512-AbC+/0=="))).toEqual([]);
  });

  it.each([
    "tarball: https://example.com/a.tgz",
    "integrity: sha512-AbC==, tarball: https://example.com/a.tgz",
    "integrity: sha1-AbC=",
    "commit: abc, repo: https://example.com/a.git, type: git",
  ])("may not name {%s}", (resolution) => {
    expect(findUnsafeEntries(lockfile(resolution))).toEqual([`a@1.0.0 resolves to {${resolution}}`]);
  });

  it("must list packages", () => {
    expect(findUnsafeEntries("")).toEqual(["the lockfile lists no package"]);
  });
});
