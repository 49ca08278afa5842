import { describe, expect, it } from "vitest";
import { createTestIo } from "../../test/test-io.js";
import { parseJson, readInput, splitLines } from "./read-input.js";

async function* chunksOf(...chunks: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk;
}

async function linesOf(...chunks: readonly (string | Uint8Array)[]): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of splitLines(chunksOf(...chunks))) lines.push(line);
  return lines;
}

describe("splitLines", () => {
  it("joins lines and characters across chunks", async () => {
    const [first = 0, second = 0] = new TextEncoder().encode("é");
    expect(await linesOf("a\nb", "c\r", "\n", "\n", Uint8Array.of(first), Uint8Array.of(second), "\nlast")).toEqual([
      "a",
      "bc",
      "",
      "é",
      "last",
    ]);
    expect(await linesOf("a\n")).toEqual(["a"]);
    expect(await linesOf()).toEqual([]);
  });

  // Joining the line anew at each chunk takes minutes on any machine.
  it("reads a line of 100 MB in linear time", { timeout: 60_000 }, async () => {
    const chunk = new Uint8Array(65_536).fill(0x61);
    const lines = await linesOf(...Array.from({ length: 1600 }, () => chunk), "\n", "b");
    expect(lines.map(({ length }) => length)).toEqual([1600 * 65_536, 1]);
  });
});

describe("parseJson", () => {
  it("names the source, the line and the column, and quotes nothing", () => {
    expect(() => parseJson('{\n  "token": secret-handle\n}', "offer.json")).toThrow(
      "offer.json is not valid JSON: expected a value at line 2, column 12.",
    );
    expect(() => parseJson('{"a"', "devices.ndjson", 7)).toThrow(
      'devices.ndjson is not valid JSON: expected ":", but the text ends at line 7, column 5.',
    );
  });
});

describe("readInput", () => {
  it("refuses what is not UTF-8, and removes a byte order mark", async () => {
    await expect(readInput("-", createTestIo({ input: Uint8Array.of(0xff) }))).rejects.toThrow(
      "The input is not UTF-8.",
    );
    expect(await readInput("-", createTestIo({ input: "\ufeff{}" }))).toBe("{}");
  });
});
