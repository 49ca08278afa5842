import { exitCodes } from "../exit-codes.js";
import type { CatalogueEntry } from "../program/catalogue-entry.js";
import { type Command, command } from "../program/command.js";
import { completionScript, type Shell, shells } from "./completion/completion-script.js";

/** The script lists every command, so this command needs the catalogue that it is part of. */
export const completion = (catalogue: readonly CatalogueEntry[]): Command =>
  command({
    summary: "print a completion script for a shell",
    arguments: { shell: { summary: "the shell", choices: shells } },
    hub: "none",
    json: { shell: "its name", script: "the script" },
    examples: [
      { command: "source <(nh completion bash)", title: "In bash, for this session" },
      { command: "nh completion fish > ~/.config/fish/completions/nh.fish", title: "In fish, permanently" },
    ],
    async run({ arguments: { shell }, output }) {
      const roots = Object.fromEntries(
        await Promise.all(catalogue.map(async ({ name, load }) => [name, await load()] as const)),
      );
      // The parser accepts only these words.
      const script = completionScript(shell as Shell, roots);
      if (output.format === "text") await output.raw(script);
      else await output.document({ shell, script }, script);
      return exitCodes.ok;
    },
  });
