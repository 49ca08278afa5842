import { describe, expect, it } from "vitest";
import { hashHandle } from "./handle-hash.js";

function hashOf(handle: string, keys: number[]): string {
  const words = new Uint32Array(4);
  hashHandle(handle, new Uint32Array(keys), words);
  return Buffer.from(words.buffer).toString("hex");
}

describe("hashHandle", () => {
  const key = [0x03020100, 0x07060504];

  it("is HalfSipHash-2-4: the first vectors of the reference implementation", () => {
    const bytes = (count: number) => String.fromCharCode(...Array(count).keys());
    expect(hashOf(bytes(0), [...key, ...key])).toBe("218d1f59b9b83cc8".repeat(2));
  });

  it("depends on both keys, each for its half", () => {
    const first = hashOf("handle", [1, 2, 3, 4]);
    expect(hashOf("handle", [5, 2, 3, 4]).slice(16)).toBe(first.slice(16));
    expect(hashOf("handle", [5, 2, 3, 4]).slice(0, 16)).not.toBe(first.slice(0, 16));
    expect(hashOf("handle", [1, 2, 3, 5]).slice(0, 16)).toBe(first.slice(0, 16));
    expect(hashOf("handle", [1, 2, 3, 5]).slice(16)).not.toBe(first.slice(16));
  });

  it("differs for any two of the handles that differ in one character or in length", () => {
    const handles = Array.from({ length: 40 }, (_item, index) => "a".repeat(index));
    for (let at = 0; at < 39; at++) handles.push(`${"a".repeat(at)}b${"a".repeat(38 - at)}`);
    expect(new Set(handles.map((handle) => hashOf(handle, [1, 2, 3, 4]))).size).toBe(handles.length);
  });
});
