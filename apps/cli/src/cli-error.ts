import { type ExitCode, exitCodes } from "./exit-codes.js";

const brand: unique symbol = Symbol.for("@nh/cli/CliError");

export interface CliErrorInit {
  /** A stable word that scripts may compare, such as `NH_CLI_USAGE`. */
  readonly code: string;
  readonly exitCode: ExitCode;
  /** What failed and why, in one or two sentences. */
  readonly message: string;
  /** What to do about it. */
  readonly fix?: string | undefined;
  readonly cause?: unknown;
}

/**
 * A failure that the command line itself found. Failures of the service keep the classes of
 * `@nh/client`.
 */
export class CliError extends Error {
  readonly [brand] = true;
  override readonly name = "CliError";
  readonly code: string;
  readonly exitCode: ExitCode;
  readonly fix: string | undefined;

  constructor({ code, exitCode, message, fix, cause }: CliErrorInit) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.exitCode = exitCode;
    this.fix = fix;
  }
}

export function isCliError(value: unknown): value is CliError {
  return typeof value === "object" && value !== null && brand in value;
}

/** The command line is wrong: exit code 2. */
export function usageError(message: string, fix?: string): CliError {
  return new CliError({ code: "NH_CLI_USAGE", exitCode: exitCodes.usage, message, fix });
}

/** A file, document or value that was given is wrong: exit code 6. */
export function inputError(message: string, fix?: string, cause?: unknown): CliError {
  return new CliError({ code: "NH_CLI_INPUT", exitCode: exitCodes.invalidInput, message, fix, cause });
}
