import type { HandleError } from "@nh/client/handles";
import { findJsonProblem } from "../input/json-problem.js";
import { numberedLines } from "../input/numbered-lines.js";
import type { Spool } from "../io.js";

/** A list that is longer is not read again as a whole. */
const maxLength = 16_000_000;

/** What is wrong with a list of handles in JSON. */
export interface BrokenJson {
  /** Follows the name of the list, such as "is not a list in JSON: …". */
  readonly message: string;
  /** Default: how to write such a list. */
  readonly fix?: string;
}

const notList = (why: string): BrokenJson => ({ message: `is not a list in JSON: ${why}` });

/**
 * Where and why a list of handles is not valid JSON. The client reads it in pieces, and knows only
 * the line or the element of the array. Undefined for a list that is too long to look.
 */
export async function describeBrokenJson(
  { line: broken = 1, element }: HandleError,
  input: Spool,
  origin: string,
): Promise<BrokenJson | undefined> {
  const lines: string[] = [];
  let length = 0;
  for await (const { text, number } of numberedLines(input.chunks(), origin)) {
    // Blank lines are skipped, and count.
    while (lines.length < number - 1) lines.push("");
    lines.push(text);
    length += text.length;
    if (length > maxLength) return undefined;
  }
  const text = lines.join("\n");
  const ofWhole = findJsonProblem(text);
  if (ofWhole === undefined && text.trimStart().startsWith("[")) {
    return { message: "is one JSON array, not one value per line", fix: "Pass --devices-format json." };
  }
  if (ofWhole === undefined) return notList("it is one JSON value over several lines, and no array");
  const problem = element === undefined ? findJsonProblem(lines[broken - 1] ?? "") : ofWhole;
  if (problem === undefined) return undefined;
  const line = element === undefined ? broken : problem.line;
  return notList(`${problem.message} at line ${line}, column ${problem.column}`);
}
