import { CliError, usageError } from "../cli-error.js";
import { exitCodes } from "../exit-codes.js";
import { terminalLine } from "../output/terminal-text.js";
import type { AnyCall } from "./command.js";
import { flag, grouped } from "./option.js";

/** On every command that writes. */
export const dryRunOption = grouped("Safety", {
  dryRun: flag("print the exact request (signature masked) and the findings of the linter; write nothing"),
});

/** On commands that can do much harm at once. */
export const confirmOptions = grouped("Safety", {
  yes: flag("do not ask for confirmation; required when there is no terminal to ask on"),
});

/**
 * Asks on a terminal, and requires `--yes` where nobody can reply.
 *
 * @throws {CliError} when the reply is no, or when nobody can be asked.
 */
export async function confirm({ io }: AnyCall, { yes }: { readonly yes: boolean }, question: string): Promise<void> {
  if (yes) return;
  if (!io.stdin.isTTY || !io.stderr.isTTY)
    throw usageError(`${question} There is no terminal to ask on.`, "Pass --yes to confirm.");
  if (await io.prompts.confirm(terminalLine(question))) return;
  throw new CliError({
    code: "NH_CLI_DECLINED",
    exitCode: exitCodes.interrupted,
    message: "Canceled; nothing was changed.",
  });
}
