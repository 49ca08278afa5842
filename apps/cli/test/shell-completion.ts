import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { catalogue } from "../src/commands/catalogue.js";
import { completionScript, type Shell } from "../src/commands/completion/completion-script.js";
import { type CommandNode, command, commandGroup } from "../src/program/command.js";
import { flag } from "../src/program/option.js";

/** Whether a shell is installed, and the reason of a skipped test for its title. */
export function shellFor(program: string): { readonly isThere: boolean; readonly whyNot: string } {
  const isThere = spawnSync(program, ["--version"]).status === 0;
  return { isThere, whyNot: isThere ? "" : ` (skipped: ${program} is not installed)` };
}

/** The expected completions of each line, in the folder of `createCompletionFolder`. */
export const completionCases: Readonly<Record<string, readonly string[] | "files" | "folders" | "nothing">> = {
  "nh se": ["send"],
  "nh --profile x s": ["sas", "send"],
  "nh installations ta": ["tag"],
  "nh installations tag ": ["add", "remove"],
  "nh send win": ["windows", "windowsphone"],
  "nh send --tag user:alice app": ["apple"],
  "nh send apple --every": ["--everyone"],
  "nh send apple --priority ": ["high", "low", "normal"],
  "nh send apple --priority=h": ["high"],
  "nh tags explain ": ["--help", "--json", "--no-color", "--quiet", "--tags"],
  "nh help audiences se": ["secrets", "send"],
  "nh send apple --devices ": "files",
  "nh send apple --devices=": "files",
  "nh payload lint ": "files",
  "nh hub exec -- ": "files",
  "nh hub start --data-dir ": "folders",
  "nh send apple --title ": "nothing",
  "nh send apple --profile ": ["local", "shop"],
  "nh send apple --profile=s": ["shop"],
  "nh profile use ": ["local", "shop"],
  "nh profile add ": [
    "--connection-string",
    "--force",
    "--help",
    "--hub",
    "--json",
    "--no-color",
    "--platforms",
    "--quiet",
    "--use",
  ],
};

export const completionLines = Object.keys(completionCases);

/** The content of that folder. */
const completionPaths = { files: ["handles.csv", "two words.txt"], folders: ["state"] };

export function createCompletionFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "nh-completion-"));
  for (const name of completionPaths.files) writeFileSync(join(folder, name), "");
  for (const name of completionPaths.folders) mkdirSync(join(folder, name));
  return folder;
}

/**
 * An environment in which `nh profile list` has profiles, some with names that a shell would
 * expand.
 */
export function completionEnvironment(): NodeJS.ProcessEnv {
  const folder = mkdtempSync(join(tmpdir(), "nh-completion-bin-"));
  const names = ["local", "shop", "$(echo injected)", "two words", "`id`", "*"];
  const lines = names.map((name) => `\t${name}\thub\tsomewhere`);
  writeFileSync(join(folder, "profiles"), `${lines.join("\n")}\n`);
  const script = `#!/bin/sh\n[ "$1 $2" = "profile list" ] && cat "${join(folder, "profiles")}"\n`;
  writeFileSync(join(folder, "nh"), script, { mode: 0o755 });
  return { PATH: [folder, process.env.PATH].join(delimiter) };
}

/** The sorted candidates that a shell must offer for each line. */
export function expectedCompletions(): Readonly<Record<string, readonly string[]>> {
  const { files, folders } = completionPaths;
  const paths = { files: [...files, ...folders].sort(), folders, nothing: [] };
  return Object.fromEntries(
    Object.entries(completionCases).map(([line, what]) => [line, typeof what === "string" ? paths[what] : what]),
  );
}

export async function realCompletionScript(shell: Shell): Promise<string> {
  const roots = await Promise.all(catalogue.map(async ({ name, load }) => [name, await load()] as const));
  return completionScript(shell, Object.fromEntries(roots));
}

/** Everything that means something to one of the shells. */
export const hostileDescription = `it's "here": [a] {b} (c) <d> $HOME \${HOME} $(id) \`id\` \\n \\t a\\b % %F{red} *? !! #x ~ & | ; end`;

/** A script for commands with this description. */
export function hostileCompletionScript(shell: Shell): string {
  const one = command({
    summary: hostileDescription,
    hub: "none",
    options: { loud: flag(hostileDescription) },
    json: {},
    examples: [],
    run: async () => undefined,
  });
  const roots: Record<string, CommandNode> = { one, group: commandGroup(hostileDescription, { one }) };
  return completionScript(shell, roots);
}
