import { terminalLine, wrapWords } from "../../output/terminal-text.js";
import type { AnyCall } from "../../program/command.js";
import type { CheckResult } from "./check.js";

const roomForWords = 30;

/** The results as lines for people, with a hint below each that has one. */
export function checkLines(checks: readonly CheckResult[], { io, output: { colors } }: AnyCall): string {
  const paint = { ok: colors.green, warning: colors.yellow, broken: colors.red, skipped: colors.dim };
  const stateWidth = "warning".length;
  const width = Math.max(...checks.map(({ check }) => check.length));
  const besideWidth = stateWidth + width + 4;
  // With less room for words beside the names, they stand below.
  const isNarrow = io.stdout.columns - besideWidth < roomForWords;
  const margin = " ".repeat(isNarrow ? 4 : besideWidth);
  const gap = isNarrow ? `\n${margin}` : "  ";
  return checks
    .flatMap(({ check, state, says, fix }) => [
      `${state.padEnd(stateWidth)}  ${terminalLine(check).padEnd(isNarrow ? 0 : width)}${gap}${terminalLine(says)}`,
      ...(fix === undefined ? [] : [`${margin}hint: ${terminalLine(fix)}`]),
    ])
    .map((line) => wrapWords(line, io.stdout.columns, margin))
    .map((line) =>
      line.replace(/^(?:ok|warning|broken|skipped)\b/, (state) => paint[state as CheckResult["state"]](state)),
    )
    .join("\n");
}
