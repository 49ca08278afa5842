import type { HandleError, HandleListProblem } from "@nh/client/handles";
import { CliError } from "../cli-error.js";
import { exitCodes } from "../exit-codes.js";
import type { Spool } from "../io.js";
import { agree, count, plural } from "../output/numbers.js";
import { findInWhole, findJsonProblems } from "./broken-json.js";

/** The most refused lines that are named, each with its reason. */
const mostReasons = 10;

/** The lines of a list that were refused: the first ones, and what is known of all. */
export class RefusedLines {
  readonly shown: HandleError[] = [];
  count = 0;
  /** Why the list cannot be read to its end. It is not one of the counted lines. */
  end: HandleError | undefined;
  /** Whether the lines are elements of a JSON array. */
  areElements = false;
  /** Why lines cannot be read. */
  readonly problems = new Set<HandleListProblem>();
  /** Whether every line can be read, and only has a handle that is invalid. */
  areHandles = true;

  add(error: HandleError): void {
    this.count += 1;
    this.#note(error);
    if (error.element !== undefined) this.areElements = true;
    if (this.shown.length < mostReasons) this.shown.push(error);
  }

  /** Takes the error after which nothing more can be read. */
  endWith(error: HandleError): void {
    this.end = error;
    this.#note(error);
  }

  #note({ problem, code }: HandleError): void {
    if (problem !== undefined) this.problems.add(problem);
    if (code !== "NH_HANDLE_INVALID") this.areHandles = false;
  }
}

/** The error for a list with refused lines. It reads the list again to say where JSON is broken. */
export async function refusedList(refused: RefusedLines, input: Spool, origin: string): Promise<CliError> {
  const { shown, problems, end } = refused;
  const fix = [...problems].map((problem) => listFixes[problem]).join(" ");
  const broken = [...shown, ...(end === undefined ? [] : [end])].find(({ problem }) => problem === "notJson");
  const ofWhole = broken === undefined ? undefined : await findInWhole(broken, input, origin);
  if (ofWhole !== undefined) return invalidList(`${origin} ${ofWhole.message}.`, ofWhole.fix ?? fix);
  const reasons = await reasonsOf(refused, input, origin);
  const message =
    reasons.length === 1 ? `${origin}: ${reasons[0]}` : [`${origin}: ${headingOf(refused)}:`, ...reasons].join("\n");
  return refused.areHandles ? invalidHandles(message, refused) : invalidList(message, fix);
}

/** `12 lines are invalid`, and whether these are all. */
function headingOf({ count: all, end, areHandles, areElements }: RefusedLines): string {
  const unit = areHandles ? "handle" : areElements ? "element" : "line";
  const invalid = `${plural(all, unit)} ${agree(all, "is", "are")} invalid`;
  return end === undefined ? invalid : `${invalid}, and the list cannot be read to its end`;
}

async function reasonsOf({ shown, count: all, end }: RefusedLines, input: Spool, origin: string): Promise<string[]> {
  const problems = await findJsonProblems(shown, input, origin);
  const reasons = shown.map(({ line = 0, message }) => {
    const found = problems.get(line);
    return found === undefined ? message : `Line ${line}: Not valid JSON: ${found.message} in column ${found.column}.`;
  });
  if (all > shown.length) reasons.push(`… and ${count(all - shown.length)} more`);
  if (end !== undefined) reasons.push(all === 0 ? end.message : `${end.message} The rest of the list was not read.`);
  return reasons;
}

const listFixes: Readonly<Record<HandleListProblem, string>> = {
  unknownColumn: "--column names it: the heading of a column or its number, or the field of JSON objects.",
  notJson: "Write one JSON array of strings or objects, or one string or object per line.",
  brokenQuote: "Close each quote in its cell, and double a quote that is part of a cell.",
};

function invalidHandles(message: string, { shown, count: all }: RefusedLines): CliError {
  const suggestion = shown[0]?.suggestion;
  const clean = all > 1 ? "The first one, cleaned," : "The clean handle";
  const fix = [
    "Nothing was sent.",
    ...(suggestion === undefined ? [] : [`${clean} is ${suggestion}.`]),
    `--unchecked sends to ${all > 1 ? "them as they are" : "it as it is"}.`,
  ];
  return new CliError({ code: "NH_HANDLE_INVALID", exitCode: exitCodes.invalidInput, message, fix: fix.join(" ") });
}

function invalidList(message: string, fix: string): CliError {
  const code = "NH_HANDLE_LIST_INVALID";
  return new CliError({ code, exitCode: exitCodes.invalidInput, message, fix: fix === "" ? undefined : fix });
}
