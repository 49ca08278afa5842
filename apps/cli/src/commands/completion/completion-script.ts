import type { CommandNode } from "../../program/command.js";
import { bashCompletion } from "./bash-completion.js";
import { type CompletionTable, completionTable } from "./completion-table.js";
import { fishCompletion } from "./fish-completion.js";
import { pwshCompletion } from "./pwsh-completion.js";
import { zshCompletion } from "./zsh-completion.js";

const scripts = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
  pwsh: pwshCompletion,
} satisfies Record<string, (table: CompletionTable) => string>;

export type Shell = keyof typeof scripts;
export const shells = ["bash", "zsh", "fish", "pwsh"] as const satisfies readonly Shell[];

/**
 * A script that finds the position of the cursor among the words typed so far and offers the words
 * that may follow. The script holds everything but the names of profiles, so completing starts no
 * program.
 */
export function completionScript(shell: Shell, roots: Readonly<Record<string, CommandNode>>): string {
  return scripts[shell](completionTable(roots));
}
