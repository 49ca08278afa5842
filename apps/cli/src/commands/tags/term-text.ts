import type { Output } from "../../output/output.js";
import { displayWidth, terminalLine, wrapWords } from "../../output/terminal-text.js";
import type { ExplainedTerm } from "./explain-expression.js";

/** Whether the term matches, the term, and its words: below it where there is no room beside it. */
export function termText(
  { depth, expression, says, matches }: ExplainedTerm,
  { colors }: Output,
  columns: number,
): string {
  const sign = matches === undefined ? "" : matches ? `${colors.green("yes")}  ` : `${colors.red("no")}   `;
  const signWidth = matches === undefined ? 0 : "yes  ".length;
  const indent = "  ".repeat(depth);
  const [term, words] = [terminalLine(expression), terminalLine(says)];
  if (signWidth + displayWidth(`${indent}${term}  ${words}`) <= columns) {
    return `${sign}${indent}${term}  ${colors.dim(words)}`;
  }
  const start = signWidth + indent.length;
  const margin = `\n${" ".repeat(start + 2)}`;
  const wrapped = (text: string) => wrapWords(text, columns - start - 2, "").split("\n");
  return [`${sign}${indent}${wrapped(term).join(margin)}`, ...wrapped(words).map((line) => colors.dim(line))].join(
    margin,
  );
}
