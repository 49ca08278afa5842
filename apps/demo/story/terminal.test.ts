import { expect, it } from "vitest";
import { createTerminal } from "./terminal.js";

function written(isTTY: boolean, environment: Record<string, string>, columns?: number) {
  const chunks: string[] = [];
  const terminal = createTerminal({ isTTY, columns, write: (text) => chunks.push(text) }, environment);
  terminal.line(terminal.paint("red", "text"));
  return { text: chunks.join(""), width: terminal.width };
}

it("uses color on a terminal", () => {
  expect(written(true, {}).text).toBe("\u001b[31mtext\u001b[39m\n");
});

it.each([
  ["a pipe", false, {}],
  ["a terminal with NO_COLOR", true, { NO_COLOR: "1" }],
  ["a dumb terminal", true, { TERM: "dumb" }],
])("uses no color on %s", (_title, isTTY, environment) => {
  expect(written(isTTY, environment).text).toBe("text\n");
});

it("writes between 60 and 110 columns, 100 where the width is unknown", () => {
  expect(written(true, {}, 40).width).toBe(60);
  expect(written(true, {}, 85).width).toBe(85);
  expect(written(true, {}, 300).width).toBe(110);
  expect(written(false, {}).width).toBe(100);
});
