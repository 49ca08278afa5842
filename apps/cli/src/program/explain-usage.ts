import type { CommanderError } from "commander";
import { usageError } from "../cli-error.js";
import { terminalLine } from "../output/terminal-text.js";
import type { CommandNode } from "./command.js";

/** Commander's message as an error of ours, with its "did you mean" as the thing to do. */
export function explainUsage(
  error: CommanderError,
  words: readonly string[],
  loaded: { readonly name: string; readonly node: CommandNode } | undefined,
): Error {
  const { path: where, node } = addressed(words, loaded);
  if (error.code === "commander.help") {
    const next = node?.kind === "group" ? Object.keys(node.commands).join(", ") : "a command";
    return usageError(`${where} needs another word: ${next}.`, `${where} --help tells what each does.`);
  }
  const [message = "", suggestion] = error.message.replace(/^error: /, "").split("\n");
  const hint = suggestion === undefined ? undefined : /^\((.*)\)$/.exec(suggestion.trim())?.[1];
  const text = terminalLine(`${message.charAt(0).toUpperCase()}${message.slice(1)}`);
  return usageError(text.endsWith(".") ? text : `${text}.`, hint ?? whatToDo(error, where, node));
}

function whatToDo({ code }: CommanderError, where: string, node: CommandNode | undefined): string {
  if (node?.kind !== "command") return `${where} --help lists the commands.`;
  // Commander names the first argument that is missing; only a first one is chosen from a list.
  const choices = Object.values(node.arguments)[0]?.choices;
  if (code === "commander.missingArgument" && choices !== undefined)
    return `Name one of ${choices.join(", ")}; ${where} --help shows what else it takes.`;
  return `${where} --help shows what it takes.`;
}

/** The command or group that the first words lead to. */
interface Addressed {
  readonly path: string;
  readonly node: CommandNode | undefined;
}

function addressed(
  words: readonly string[],
  loaded: { readonly name: string; readonly node: CommandNode } | undefined,
): Addressed {
  if (loaded === undefined) return { path: "nh", node: undefined };
  let { node } = loaded;
  let path = `nh ${loaded.name}`;
  for (const word of words.slice(1)) {
    const child = node.kind === "group" && Object.hasOwn(node.commands, word) ? node.commands[word] : undefined;
    if (child === undefined) break;
    node = child;
    path = `${path} ${word}`;
  }
  return { path, node };
}
