import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCsvRows } from "./csv.js";

async function* linesOf(text: string) {
  yield* text.split("\n");
}
async function rowsOf(text: string) {
  const rows: (readonly string[])[] = [];
  for await (const row of readCsvRows(linesOf(text))) rows.push(row);
  return rows;
}

describe("readCsvRows", () => {
  it("reads quoted fields with commas, quotes and line breaks", async () => {
    expect(await rowsOf('a,"b,c","d ""e"""\n"two\nlines",,\n\nlast')).toEqual([
      ["a", "b,c", 'd "e"'],
      ["two\nlines", "", ""],
      ["last"],
    ]);
  });
  it("refuses an unclosed quote, and text after a closed one", async () => {
    await expect(rowsOf('a\n"b')).rejects.toThrow("The quote on line 2 of the CSV is never closed.");
    await expect(rowsOf('"a"b')).rejects.toThrow("Line 1 of the CSV has text after a closing quote.");
  });
  it("reads back whatever was written by the rules", async () => {
    const field = fc.string().filter((text) => !text.includes("\r"));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { maxLength: 5 }), async (rows) => {
        const text = rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(",")).join("\n");
        expect(await rowsOf(text)).toEqual(rows);
      }),
    );
  });
});
