import { type Argument, allOptions, type Command, type CommandNode, walkNodes } from "../../program/command.js";
import { globalOptionTable } from "../../program/global-options.js";
import { type Lookup, lookupOf } from "../../program/lookup.js";
import { flagName, type Option, type OptionTable } from "../../program/option.js";

/** A word to offer, and its meaning. */
export interface CompletionWord {
  readonly word: string;
  /** Empty for a self-explanatory word. */
  readonly description: string;
}

/**
 * What may appear at one position of the command line: some words, what the shell or nh must look
 * up, or text that only the user knows.
 */
export interface CompletionPlace {
  readonly words: readonly CompletionWord[];
  readonly lookup?: Lookup | undefined;
}

/**
 * Positions by key. For the words `nh hub clock` the keys are:
 * - `nh hub clock`: the verbs that may follow, none for a command;
 * - `- nh hub clock`: its options;
 * - `--hub nh hub clock`: the values of an option that takes one;
 * - `1 nh hub clock`: its first argument, and `+ nh hub clock`: all remaining arguments when the
 *   last one takes several words. Arguments of unknown content are omitted.
 *
 * Only keys of commands begin with `nh`, so that a word from the user cannot be taken for another
 * kind of key.
 */
export type CompletionTable = ReadonlyMap<string, CompletionPlace>;

export function completionTable(roots: Readonly<Record<string, CommandNode>>): CompletionTable {
  const table = new Map<string, CompletionPlace>();
  table.set("nh", { words: summaries(roots) });
  addOptions(table, "nh", globalOptionTable, [{ word: "--version", description: "print the version" }]);
  for (const [name, root] of Object.entries(roots)) {
    for (const [path, node] of walkNodes(root, ["nh", name])) addNode(table, path.join(" "), node);
  }
  for (const { words } of table.values()) for (const { word } of words) checkWord(word);
  return table;
}

function addNode(table: Map<string, CompletionPlace>, key: string, node: CommandNode): void {
  table.set(key, { words: summaries(node.commands) });
  addOptions(table, key, node.kind === "group" ? {} : allOptions(node));
  if (node.kind === "command") addArguments(table, key, node);
}

const summaries = (nodes: Readonly<Record<string, CommandNode>>): readonly CompletionWord[] =>
  Object.entries(nodes).map(([word, { summary }]) => ({ word, description: summary }));

function addOptions(
  table: Map<string, CompletionPlace>,
  key: string,
  options: OptionTable,
  more: readonly CompletionWord[] = [],
): void {
  const words = Object.entries(options).map(([name, { summary }]) => ({ word: flagName(name), description: summary }));
  table.set(`- ${key}`, { words: [...words, ...more, { word: "--help", description: "print help" }] });
  for (const [name, option] of Object.entries(options)) {
    // The word after an optional value may be another option.
    if (option.kind !== "flag" && option.kind !== "optionalText")
      table.set(`${flagName(name)} ${key}`, valuePlace(option));
  }
}

function valuePlace(option: Option): CompletionPlace {
  if (option.kind === "choice") return { words: plainWords(option.choices) };
  return { words: [], lookup: lookupOf(option.valueName) };
}

function addArguments(table: Map<string, CompletionPlace>, key: string, { arguments: all }: Command): void {
  for (const [index, [name, argument]] of Object.entries(all).entries()) {
    const place = argumentPlace(name, argument);
    if (place !== undefined) table.set(`${argument.variadic ? "+" : index + 1} ${key}`, place);
  }
}

function argumentPlace(name: string, { choices, suggestions }: Argument): CompletionPlace | undefined {
  const words = choices ?? suggestions;
  if (words !== undefined) return { words: plainWords(words) };
  const lookup = lookupOf(name);
  return lookup === undefined ? undefined : { words: [], lookup };
}

const plainWords = (words: readonly string[]) => words.map((word) => ({ word, description: "" }));

/** Such words need no quoting in any shell. */
function checkWord(word: string): void {
  if (!/^[a-z0-9-]+$/i.test(word)) throw new Error(`"${word}" is not allowed in a completion script`);
}

/**
 * The names that a profile may have. A configuration edited by hand may hold others, which a shell
 * would expand.
 */
export const safeName = "^[A-Za-z0-9._-]+$";
