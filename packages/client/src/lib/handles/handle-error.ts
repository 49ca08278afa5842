import type { NativePlatform } from "@nh/payloads";

/** One handle that its platform cannot have issued, or a list that cannot be read. */
export type HandleErrorCode = "NH_HANDLE_INVALID" | "NH_HANDLE_LIST_INVALID";

/**
 * What a list lacks that cannot be read. `unknownColumn`: nothing says which column or field has
 * the handles. `notJson`: the line, or the element of the array, is not valid JSON. `brokenQuote`:
 * a quote in the line is not closed, or text follows it.
 */
export type HandleListProblem = "unknownColumn" | "notJson" | "brokenQuote";

/** The facts from which a {@link HandleError} is built. */
export interface HandleErrorDetails {
  readonly code: HandleErrorCode;
  readonly platform?: NativePlatform | undefined;
  /** A whole sentence or more: what is wrong, and what to do. */
  readonly message: string;
  /** From 1. */
  readonly line?: number | undefined;
  /** Of a JSON array: the place in it, from 1. */
  readonly element?: number | undefined;
  readonly suggestion?: string | undefined;
  readonly problem?: HandleListProblem | undefined;
  readonly cause?: unknown;
}

const brand: unique symbol = Symbol.for("@nh/client/HandleError");

/**
 * Thrown while a list of handles is read. The message shortens handles, so that it may be logged.
 */
export class HandleError extends Error {
  readonly [brand] = true;
  override readonly name = "HandleError";
  readonly code: HandleErrorCode;
  /** Whose handles were expected; undefined for lines of anything else. */
  readonly platform: NativePlatform | undefined;
  /** The line of the list, from 1; undefined when the error is about the list as a whole. */
  readonly line: number | undefined;
  /** The place in a JSON array, from 1: a whole list may be one line. */
  readonly element: number | undefined;
  /** The handle as the platform issued it, when the given one has an obvious clean form. */
  readonly suggestion: string | undefined;
  /** Of NH_HANDLE_LIST_INVALID, where a program can do something about it. */
  readonly problem: HandleListProblem | undefined;

  constructor({ code, platform, message, line, element, suggestion, problem, cause }: HandleErrorDetails) {
    const place = element === undefined ? `Line ${line}` : `Line ${line}, element ${element}`;
    super(line === undefined ? message : `${place}: ${message}`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.platform = platform;
    this.line = line;
    this.element = element;
    this.suggestion = suggestion;
    this.problem = problem;
  }
}

/** Whether a caught value is a {@link HandleError}, of this copy of the package or another. */
export function isHandleError(value: unknown): value is HandleError {
  return typeof value === "object" && value !== null && brand in value;
}

/** Makes the error of a list that cannot be read. */
export type RefuseList = (
  message: string,
  facts?: Pick<HandleErrorDetails, "line" | "element" | "problem">,
) => HandleError;

/** Takes the error of a line that cannot be read. The line is skipped, unless this throws. */
export type ReportBroken = (error: HandleError) => void;
