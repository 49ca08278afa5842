import { CliError, usageError } from "../cli-error.js";
import { exitCodes } from "../exit-codes.js";
import type { AnyCall } from "./command.js";
import { flag, grouped } from "./option.js";

/** On every command that writes. */
export const dryRunOption = grouped("Safety", {
  dryRun: flag("print the exact request, signature masked, and what the linter says; write nothing"),
});

/** On commands that can do much harm at once. */
export const confirmOptions = grouped("Safety", {
  yes: flag("do not ask; needed where nobody can be asked"),
});

/** Asks on a terminal, and insists on `--yes` where nobody can answer. Throws when the answer is no. */
export async function confirm({ io }: AnyCall, { yes }: { readonly yes: boolean }, question: string): Promise<void> {
  if (yes) return;
  if (!io.stdin.isTTY || !io.stderr.isTTY)
    throw usageError(`${question} Nobody can be asked here.`, "Pass --yes to go ahead.");
  if (await io.prompts.confirm(question)) return;
  throw new CliError({ code: "NH_CLI_DECLINED", exitCode: exitCodes.interrupted, message: "Nothing was done." });
}
