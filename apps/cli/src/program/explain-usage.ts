import type { CommanderError } from "commander";
import { usageError } from "../cli-error.js";
import { terminalLine } from "../output/terminal-text.js";
import type { CommandNode } from "./command.js";

/** Commander's message as a `CliError`, with its "did you mean" as the hint. */
export function explainUsage(
  error: CommanderError,
  words: readonly string[],
  loaded: { readonly name: string; readonly node: CommandNode } | undefined,
): Error {
  const { path: where, node } = addressed(words, loaded);
  if (error.code === "commander.help") {
    const next = node?.kind === "group" ? Object.keys(node.commands).join(", ") : "a command";
    return usageError(`${where} needs another word: ${next}.`, `${where} --help explains each.`);
  }
  const [message = "", suggestion] = inOurWords(error.message).split("\n");
  const hint = suggestion === undefined ? undefined : /^\((.*)\)$/.exec(suggestion.trim())?.[1];
  const text = terminalLine(`${message.charAt(0).toUpperCase()}${message.slice(1)}`);
  return usageError(text.endsWith(".") ? text : `${text}.`, hint ?? whatToDo(error, where, node));
}

function inOurWords(message: string): string {
  return message
    .replace(/^error: /, "")
    .replace(/^option '(--[\w-]+)[^']*' argument missing/, "$1 needs a value")
    .replace(/'([^']*)'/g, '"$1"');
}

function whatToDo({ code }: CommanderError, where: string, node: CommandNode | undefined): string {
  if (node?.kind !== "command") return `${where} --help lists the commands.`;
  // Commander names the first missing argument; only a first argument has choices.
  const [first] = Object.values(node.arguments);
  if (code === "commander.unknownOption" && first?.afterDashes)
    return `Write the command after --, so that its options are its own: ${where} -- COMMAND. ${where} --help lists the options of nh.`;
  const choices = first?.choices;
  if (code === "commander.missingArgument" && choices !== undefined)
    return `Name one of ${choices.join(", ")}. ${where} --help lists all arguments and options.`;
  return `${where} --help lists its arguments and options.`;
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
    const child = Object.hasOwn(node.commands, word) ? node.commands[word] : undefined;
    if (child === undefined) break;
    node = child;
    path = `${path} ${word}`;
  }
  return { path, node };
}
