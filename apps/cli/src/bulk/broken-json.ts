import type { HandleError } from "@nh/client/handles";
import { findJsonProblem, type JsonProblem } from "../input/json-problem.js";
import { numberedLines } from "../input/numbered-lines.js";
import type { Spool } from "../io.js";

/** A list that is longer is not read again as a whole. */
const maxLength = 16_000_000;

/** What is wrong with a list of handles in JSON as a whole. */
export interface BrokenJson {
  /** Follows the name of the list, such as "is not a list in JSON: …". */
  readonly message: string;
  /** Default: how to write such a list. */
  readonly fix?: string;
}

const notList = (why: string): BrokenJson => ({ message: `is not a list in JSON: ${why}` });

/**
 * What is wrong with a list as a whole, after the first error about its JSON: it has another form,
 * or its array is broken. Undefined when each line stands for itself, and for a list that is too
 * long to look.
 */
export async function findInWhole(
  { element }: HandleError,
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
  const problem = findJsonProblem(text);
  if (problem === undefined && text.trimStart().startsWith("[")) {
    return { message: "is one JSON array, not one value per line", fix: "Pass --devices-format json." };
  }
  if (problem === undefined) return notList("it is one JSON value over several lines, and no array");
  if (element === undefined) return undefined;
  return notList(`${problem.message} at line ${problem.line}, column ${problem.column}`);
}

/** Where each of the lines is not valid JSON, by the number of the line. */
export async function findJsonProblems(
  errors: readonly HandleError[],
  input: Spool,
  origin: string,
): Promise<ReadonlyMap<number, JsonProblem>> {
  const broken = new Set(
    errors.filter(({ problem, element }) => problem === "notJson" && element === undefined).map(({ line }) => line),
  );
  const found = new Map<number, JsonProblem>();
  if (broken.size === 0) return found;
  for await (const { text, number } of numberedLines(input.chunks(), origin)) {
    const problem = broken.has(number) ? findJsonProblem(text) : undefined;
    if (problem !== undefined) found.set(number, problem);
    if (found.size === broken.size) break;
  }
  return found;
}
