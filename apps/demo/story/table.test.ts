import { expect, it } from "vitest";
import { layOutTable } from "./table.js";

it("makes each column as wide as its widest cell", () => {
  const rows = [
    ["Mila's Pixel", "fcmv1", "Hallo"],
    ["Fire", "adm", "Hello"],
  ];
  expect(layOutTable(["Device", "Platform", "Received"], rows, 80)).toEqual([
    "Device        Platform  Received",
    "────────────  ────────  ────────",
    "Mila's Pixel  fcmv1     Hallo",
    "Fire          adm       Hello",
  ]);
});

it("cuts a row that is wider than the terminal", () => {
  expect(layOutTable(["A"], [["0123456789"]], 6)).toEqual(["A", "─────…", "01234…"]);
});
