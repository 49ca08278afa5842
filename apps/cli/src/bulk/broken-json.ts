import type { HandleError } from "@nh/client/handles";
import { findJsonProblem } from "../input/json-problem.js";
import { numberedLines } from "../input/numbered-lines.js";
import type { Spool } from "../io.js";

/** A list that is longer is not read again as a whole. */
const maxLength = 16_000_000;

/**
 * Where and why a list of handles is not valid JSON, as a clause. The client reads it in pieces,
 * and knows only the line or the element of the array. Undefined for a list that is too long to
 * look.
 */
export async function describeBrokenJson(
  { line: broken = 1, element }: HandleError,
  input: Spool,
  origin: string,
): Promise<string | undefined> {
  const lines: string[] = [];
  let length = 0;
  for await (const { text, number } of numberedLines(input.chunks(), origin)) {
    // Blank lines are skipped, and count.
    while (lines.length < number - 1) lines.push("");
    lines.push(text);
    length += text.length;
    if (length > maxLength) return undefined;
  }
  const ofWhole = findJsonProblem(lines.join("\n"));
  if (ofWhole === undefined) return "it is one JSON value over several lines, and no array";
  const problem = element === undefined ? findJsonProblem(lines[broken - 1] ?? "") : ofWhole;
  if (problem === undefined) return undefined;
  return `${problem.message} at line ${element === undefined ? broken : problem.line}, column ${problem.column}`;
}
