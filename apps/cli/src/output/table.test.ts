import { describe, expect, it } from "vitest";
import { type Column, renderSeparated, renderTable } from "./table.js";

interface Row {
  readonly name: string;
  readonly count: number;
}
const columns: readonly Column<Row>[] = [
  { title: "name", value: ({ name }) => name },
  { title: "count", value: ({ count }) => count, align: "right" },
];

describe("renderTable", () => {
  it("aligns by width, not by the number of characters", () => {
    const rows = [
      { name: "日本", count: 1 },
      { name: "café", count: 22 },
      { name: "👍🏽", count: 333 },
    ];
    expect(renderTable(columns, rows, { width: 80 })).toBe(
      ["NAME  COUNT", "日本      1", "café     22", "👍🏽      333"].join("\n"),
    );
  });
  it("cuts the widest column first", () => {
    const rows = [{ name: "a".repeat(50), count: 7 }];
    expect(renderTable(columns, rows, { width: 20 })).toBe(`NAME           COUNT\n${"a".repeat(12)}…      7`);
  });
  it("continues the last column below where there is room for words, and cuts it elsewhere", () => {
    const wrapping: readonly Column<Row>[] = [
      { title: "count", value: ({ count }) => count, align: "right" },
      { title: "name", value: ({ name }) => name, givesWay: true, wraps: true },
    ];
    const rows = [
      { name: "one two three four five six seven", count: 1 },
      { name: "short", count: 22 },
    ];
    expect(renderTable(wrapping, rows, { width: 28 })).toBe(
      ["COUNT  NAME", "    1  one two three four", "       five six seven", "   22  short"].join("\n"),
    );
    expect(renderTable(wrapping, rows, { width: 20 })).toBe(
      ["COUNT  NAME", "    1  one two thre…", "   22  short"].join("\n"),
    );
  });
  it("breaks a word that is longer than the last column", () => {
    const wrapping: readonly Column<Row>[] = [
      { title: "count", value: ({ count }) => count, align: "right" },
      { title: "name", value: ({ name }) => name, wraps: true },
    ];
    expect(renderTable(wrapping, [{ name: `ID ${"a".repeat(30)}`, count: 1 }], { width: 28 })).toBe(
      ["COUNT  NAME", "    1  ID", `       ${"a".repeat(21)}`, `       ${"a".repeat(9)}`].join("\n"),
    );
  });
  it("cuts free text first", () => {
    const [name, count] = columns;
    if (name === undefined || count === undefined) throw new Error("there are two columns");
    const text: Column<Row> = { title: "text", value: () => "x".repeat(30), givesWay: true };
    const rows = [{ name: "a".repeat(30), count: 7 }];
    expect(renderTable([name, text, count], rows, { width: 50 })).toBe(
      `NAME                            TEXT         COUNT\n${"a".repeat(30)}  xxxxxxxxxx…      7`,
    );
    expect(renderTable([name, text, count], rows, { width: 30 }).split("\n")[1]).toBe(
      `${"a".repeat(12)}…  xxxxxxx…      7`,
    );
  });
  it("writes a row as a few lines where the columns do not fit", () => {
    const [name, count] = columns;
    if (name === undefined || count === undefined) throw new Error("there are two columns");
    const long: Column<Row> = { title: "platform", value: () => "windowsphone" };
    const rows = [
      { name: "a".repeat(30), count: 7 },
      { name: "", count: 22 },
    ];
    expect(renderTable([name, long, long, count], rows, { width: 25 })).toBe(
      [
        `NAME      ${"a".repeat(15)}`,
        `          ${"a".repeat(15)}`,
        "PLATFORM  windowsphone",
        "PLATFORM  windowsphone",
        "COUNT     7",
        "",
        "PLATFORM  windowsphone",
        "PLATFORM  windowsphone",
        "COUNT     22",
      ].join("\n"),
    );
  });
  it("cuts only free text there, and breaks text that wraps between words", () => {
    const narrow: readonly Column<{ id: string; body: string; why: string }>[] = [
      { title: "id", value: ({ id }) => id },
      { title: "body", value: ({ body }) => body, givesWay: true },
      { title: "why", value: ({ why }) => why, givesWay: true, wraps: true },
    ];
    const row = { id: "1234567890123456", body: "b".repeat(20), why: "The tag news is missing." };
    expect(renderTable(narrow, [row], { width: 16 }).split("\n")).toEqual([
      "ID    1234567890",
      "      123456",
      "BODY  bbbbbbbbb…",
      "WHY   The tag",
      "      news is",
      "      missing.",
    ]);
  });
  it("escapes what would disturb the terminal", () => {
    const hostile = { name: "\u001b[31mred\nnext\tcell\u202e", count: 1 };
    expect(renderTable(columns, [hostile], { width: 80 }).split("\n")[1]).toBe(
      "\\u001b[31mred\\nnext\\tcell\\u202e      1",
    );
    expect(renderSeparated(columns, hostile)).toBe("\\u001b[31mred\\nnext\\tcell\\u202e\t1");
  });
});
