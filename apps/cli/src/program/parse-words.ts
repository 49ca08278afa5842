import { Argument, Command as CommanderCommand, CommanderError, Option as CommanderOption, Help } from "commander";
import { usageError } from "../cli-error.js";
import { terminalLine, wrapWords } from "../output/terminal-text.js";
import type { CatalogueEntry } from "./catalogue-entry.js";
import { allOptions, type Command, type CommandNode, paragraphs } from "./command.js";
import { commanderOption, notEmpty, oneOf } from "./commander-option.js";
import { explainUsage } from "./explain-usage.js";
import { isPath } from "./lookup.js";
import { flagName, optionUsage } from "./option.js";

/** What the words mean: a command with its parsed values, or a request for help. */
export type Parsed =
  | {
      readonly kind: "command";
      readonly command: Command;
      readonly arguments: Readonly<Record<string, unknown>>;
      readonly options: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: "help"; readonly text: string };

export interface ProgramSettings {
  readonly columns: number;
  readonly colors: boolean;
}

/**
 * Builds the parser for one command line: all first words, but the options of the used one alone.
 */
export function parseWords(
  words: readonly string[],
  catalogue: readonly CatalogueEntry[],
  loaded: { readonly name: string; readonly node: CommandNode } | undefined,
  settings: ProgramSettings,
): Parsed {
  let parsed: Parsed | undefined;
  let written = "";
  const program = new CommanderCommand("nh")
    .description("Azure Notification Hubs on the command line: sends, devices, hubs, and a local hub.")
    .exitOverride()
    // The options behind a verb are those of the verb, even where the words before have the same.
    .enablePositionalOptions()
    .helpCommand(false)
    .configureHelp({
      helpWidth: Math.min(settings.columns, widestHelp),
      minWidthToWrap: narrowestMeaning,
      formatItem: (term, termWidth, meaning, helper) => {
        const room = Math.min(settings.columns, widestHelp) - termWidth - 4;
        return meaning === "" || room >= narrowestMeaning
          ? new Help().formatItem.call(helper, term, termWidth, meaning, helper)
          : `  ${term}\n${wrapWords(meaning, settings.columns - 6, "").replace(/^/gm, "      ")}`;
      },
      ...(settings.colors ? headings : {}),
    })
    .configureOutput({
      writeOut: (text) => {
        written += text;
      },
      writeErr: () => {},
      getOutHasColors: () => settings.colors,
    })
    .option("-v, --version", "print the version")
    .addHelpText("after", `\n${wrapWords(mainHelp, Math.min(settings.columns, 80), "")}`);
  for (const entry of catalogue) {
    program.commandsGroup(`${entry.group}:`);
    if (entry.name === loaded?.name) addNode(program, entry.name, loaded.node, ["nh"], accept);
    else program.command(entry.name).summary(entry.summary).description(entry.summary);
  }

  function accept(command: Command, values: readonly unknown[], source: CommanderCommand): void {
    refuseStrayOptions(command, source);
    parsed = {
      kind: "command",
      command,
      arguments: argumentValues(command, values),
      options: optionValues(command, source),
    };
  }

  try {
    program.parse([...words], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === "commander.helpDisplayed") return { kind: "help", text: written };
    throw explainUsage(error, words, loaded);
  }
  if (parsed === undefined) throw usageError("The command is missing.", "nh --help lists the commands.");
  return parsed;
}

/** Columns; longer lines are hard to read. */
const widestHelp = 110;

/** With fewer columns beside the names, what they mean stands below them. */
const narrowestMeaning = 20;

const headings = { styleTitle: (title: string) => `\u001b[1m${title}\u001b[22m` };

const mainHelp =
  "Every command has --help with examples. More: nh help <topic>, where the topic is one of connection, secrets, audiences, output, exit-codes, dry-run.";

type Accept = (command: Command, values: readonly unknown[], source: CommanderCommand) => void;

function addNode(
  parent: CommanderCommand,
  name: string,
  node: CommandNode,
  path: readonly string[],
  accept: Accept,
): void {
  const child = parent.command(name).summary(node.summary).helpCommand(false);
  for (const [word, next] of Object.entries(node.commands)) addNode(child, word, next, [...path, name], accept);
  if (node.kind === "group") {
    child.description(sentence(node.summary));
    return;
  }
  child.enablePositionalOptions();
  child.description(sentence(node.summary) + (node.details === undefined ? "" : `\n\n${paragraphs(node.details)}`));
  for (const [word, argument] of Object.entries(node.arguments)) {
    const label = word.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) + (argument.variadic ? "..." : "");
    const made = new Argument(argument.optional ? `[${label}]` : `<${label}>`, argument.summary);
    const { choices } = argument;
    if (choices !== undefined) made.choices([...choices]).argParser((value) => oneOf(value, choices, `<${label}>`));
    else if (isPath(word) && !argument.variadic) made.argParser((value) => notEmpty(value, `<${label}>`));
    child.addArgument(made);
  }
  for (const [word, option] of Object.entries(allOptions(node))) child.addOption(commanderOption(word, option));
  child.addHelpText("after", exampleHelp(node));
  child.action((...values: unknown[]) => accept(node, values, child));
}

const sentence = (summary: string) => `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;

function exampleHelp({ examples }: Command): string {
  return examples.length === 0
    ? ""
    : `\nExamples:\n${examples.map(({ command, title }) => `  # ${title}\n  ${command}`).join("\n")}`;
}

function argumentValues(command: Command, values: readonly unknown[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(command.arguments).map(([name, { isId }], index) => {
      const value = values[index];
      if (isId) for (const id of Array.isArray(value) ? value : [value]) checkId(id);
      return [name, value];
    }),
  );
}

/** The client percent-encodes any id, but a URL cannot carry these as a segment of its path. */
function checkId(id: unknown): void {
  if (id === undefined) return;
  if (typeof id !== "string" || id === "" || id === "." || id === "..") {
    throw usageError(`"${terminalLine(String(id))}" is not a valid ID.`, 'An ID must not be empty, "." or "..".');
  }
}

/** An option may also appear in front of the verb, as in `nh doctor --json credentials`. */
function givenValue(source: CommanderCommand, name: string): unknown {
  for (let node: CommanderCommand | null = source; node !== null; node = node.parent) {
    if (node.getOptionValueSource(name) === "cli") return node.getOptionValue(name);
  }
  return source.getOptionValue(name);
}

/** Refuses an option in front of the verb that only the command without a verb has. */
function refuseStrayOptions(command: Command, source: CommanderCommand): void {
  const known = new Set(
    Object.entries(allOptions(command)).map(([name, option]) =>
      new CommanderOption(optionUsage(name, option)).attributeName(),
    ),
  );
  for (let node = source.parent; node !== null; node = node.parent) {
    const above = node;
    const stray = above.options.find(
      (option) => above.getOptionValueSource(option.attributeName()) === "cli" && !known.has(option.attributeName()),
    );
    if (stray === undefined) continue;
    throw usageError(
      `${stray.long ?? stray.flags} is an option of nh ${above.name()}, not of nh ${above.name()} ${source.name()}.`,
      `nh ${above.name()} ${source.name()} --help lists the options.`,
    );
  }
}

function optionValues(command: Command, source: CommanderCommand): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(allOptions(command)).map(([name, option]) => {
      // Commander keeps `--no-https` as `https: false`.
      const negated = flagName(name).startsWith("--no-");
      const made = new CommanderOption(optionUsage(name, option));
      const value: unknown = givenValue(source, made.attributeName());
      if (option.kind === "flag") return [name, negated ? value === false : value === true];
      // Commander keeps an option without its optional value as true.
      if (option.kind === "optionalText") return [name, value === true ? "" : value];
      return [name, option.kind === "list" ? (value ?? []) : value];
    }),
  );
}
