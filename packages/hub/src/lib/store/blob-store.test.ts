import { describe, expect, it } from "vitest";
import { feedbackContainer } from "../sends/feedback-blobs.js";
import { createMemoryBlobStore, isBlobName, isContainerName } from "./blob-store.js";

const names = (blobs: ReturnType<typeof createMemoryBlobStore>, container = "acc/c") =>
  [...blobs.list(container)].map(({ name, length }) => [name, length]);

describe("blobs in memory", () => {
  it("are written, appended to, listed and removed", () => {
    let now = 1;
    const blobs = createMemoryBlobStore(() => now);
    blobs.append("acc/c", "log", "é");
    now = 2;
    blobs.append("acc/c", "log", "x");
    blobs.write("acc/d", "other", "old");
    blobs.write("acc/d", "other", "new");
    expect(blobs.read("acc/c", "log")).toBe("éx");
    expect([...blobs.list("acc/c")]).toEqual([{ name: "log", length: 3, lastModifiedMs: 2 }]);
    expect(blobs.read("acc/d", "other")).toBe("new");
    expect(blobs.read("acc/d", "none")).toBeUndefined();
    expect([...blobs.containers()]).toEqual(["acc/c", "acc/d"]);
    blobs.clear();
    expect([...blobs.containers(), ...blobs.list("acc/c")]).toEqual([]);
  });

  it("beyond the budget lose those whose last write is oldest", () => {
    const blobs = createMemoryBlobStore(() => 0, { bytes: 100, blobs: 10 });
    for (const name of ["a", "b", "c", "d"]) blobs.append("acc/c", name, "x".repeat(24));
    blobs.append("acc/c", "a", "y");
    blobs.append("acc/e", "new", "z".repeat(20));
    expect(names(blobs)).toEqual([
      ["a", 25],
      ["d", 24],
    ]);
    expect(names(blobs, "acc/e")).toEqual([["new", 20]]);
  });

  it("beyond their number lose those whose last write is oldest, however small", () => {
    const blobs = createMemoryBlobStore(() => 0, { bytes: 1000, blobs: 10 });
    for (let number = 0; number < 10; number++) blobs.append("acc/c", `blob-${number}`, "");
    blobs.append("acc/c", "blob-0", "x");
    blobs.append("acc/c", "blob-10", "");
    expect(names(blobs).map(([name]) => name)).toEqual([
      "blob-0",
      ...[3, 4, 5, 6, 7, 8, 9, 10].map((n) => `blob-${n}`),
    ]);
  });

  it("of feedback that exceed the budget by themselves lose their first lines", () => {
    const blobs = createMemoryBlobStore(() => 0, { bytes: 100, blobs: 10 });
    const container = feedbackContainer("hub");
    for (let line = 0; line < 1000; line++) blobs.append(container, "05062031", `line ${line}\r\n`);
    const kept = blobs.read(container, "05062031") ?? "";
    expect(kept.length).toBeLessThanOrEqual(100);
    expect(kept).toMatch(/^line \d+\r\n.*line 998\r\nline 999\r\n$/s);
    expect(names(blobs, container)).toEqual([["05062031", kept.length]]);
  });

  it("of a job that exceed the budget by themselves stay whole", () => {
    const blobs = createMemoryBlobStore(() => 0, { bytes: 100, blobs: 10 });
    for (let line = 0; line < 100; line++) blobs.append("acc/c", "results", `line ${line}\r\n`);
    expect(blobs.read("acc/c", "results")).toMatch(/^line 0\r\n.*line 99\r\n$/s);
  });

  it("that were written in one piece stay whole, however large", () => {
    const blobs = createMemoryBlobStore(() => 0, { bytes: 100, blobs: 10 });
    blobs.write("acc/c", "small", "x");
    blobs.write("acc/c", "large", "x".repeat(500));
    expect(names(blobs)).toEqual([["large", 500]]);
  });
});

describe("names", () => {
  it.each([
    "",
    "a/../b",
    "a//b",
    "a\\b",
    "a:b",
    "a\u0000b",
    "x".repeat(256),
    `a/${"é".repeat(128)}`,
    `${"x/".repeat(512)}x`,
  ])("%j is not the name of a blob", (name) => {
    expect(isBlobName(name)).toBe(false);
  });

  it.each(["x".repeat(255), "é".repeat(127), `${"x".repeat(255)}/${"x".repeat(255)}`])(
    "%j is the name of a blob",
    (name) => {
      expect(isBlobName(name)).toBe(true);
    },
  );

  it.each(["", "a", "A/b", "a/b/c", "a/", "../b"])("%j is not the name of a container", (name) => {
    expect(isContainerName(name)).toBe(false);
  });
});
