import type { Io } from "../io.js";
import type { Output } from "../output/output.js";
import { connectionOptions, type GlobalOptions, outputOptions, streamOptions } from "./global-options.js";
import type { OptionTable, OptionValues } from "./option.js";

export interface Argument {
  readonly summary: string;
  /** Default: the argument is required. */
  readonly optional?: boolean;
  /** Takes all remaining words. */
  readonly variadic?: boolean;
  /** Must follow `--`, since its words may be options of another program. */
  readonly afterDashes?: boolean;
  readonly choices?: readonly string[];
  /** Words that completion offers although other words are accepted too. */
  readonly suggestions?: readonly string[];
  /** Becomes a segment of a URL path, which cannot hold every string. */
  readonly isId?: boolean;
}

export type ArgumentTable = Readonly<Record<string, Argument>>;

export type ArgumentValue<A extends Argument> = A extends { readonly variadic: true }
  ? readonly string[]
  : A extends { readonly optional: true }
    ? string | undefined
    : string;

export type ArgumentValues<Table extends ArgumentTable> = {
  readonly [Name in keyof Table]: ArgumentValue<Table[Name]>;
};

/** What a command receives: its own words, the outside world, and a place for data and notes. */
export interface Call<A extends ArgumentTable = ArgumentTable, O extends OptionTable = OptionTable> {
  readonly arguments: ArgumentValues<A>;
  readonly options: OptionValues<O>;
  readonly globals: GlobalOptions;
  readonly io: Io;
  readonly output: Output;
}

/**
 * The part of a call that is the same for every command.
 */
export type AnyCall = Pick<Call, "globals" | "io" | "output">;

export interface Example {
  readonly command: string;
  /** What it shows, in a few words. */
  readonly title: string;
}

export interface CommandSpec<A extends ArgumentTable, O extends OptionTable> {
  readonly summary: string;
  /** Paragraphs below the usage line. */
  readonly details?: string;
  readonly arguments?: A;
  readonly options?: O;
  /**
   * Which hub it talks to: any, only a local one, the namespace that holds hubs, or none at all.
   * Adds the options that choose it.
   */
  readonly hub: "any" | "local" | "namespace" | "none";
  /** The stable fields of `--json`, by name, each with its meaning. */
  readonly json: Readonly<Record<string, string>>;
  /** A command that yields many objects can stream them with `--ndjson`. */
  readonly streams?: boolean;
  /**
   * The stable fields of each line of `--ndjson`. Default: those of `--json`, or of its elements.
   */
  readonly line?: Readonly<Record<string, string>>;
  /** The option without which `--ndjson` prints the fields of `--json` on one line. */
  readonly lineNeeds?: string;
  readonly examples: readonly Example[];
  /** Verbs below a command that also works without one, such as `doctor`. */
  readonly commands?: CommandGroup["commands"];
  /** Handles an interrupt itself, such as `hub start`, which then exits with 0. */
  readonly endsItself?: boolean;
  /** Returns an exit code other than 0 when nothing is thrown, such as for a partial failure. */
  readonly run: (call: Call<A, O>) => Promise<number | undefined>;
}

/** A command with its types erased, as the parser, completion and the reference handle it. */
export interface Command extends Omit<CommandSpec<ArgumentTable, OptionTable>, "run"> {
  readonly kind: "command";
  readonly arguments: ArgumentTable;
  readonly options: OptionTable;
  readonly commands: CommandGroup["commands"];
  readonly run: (call: Call) => Promise<number | undefined>;
}

/** A word with verbs below it, such as `installations`. */
export interface CommandGroup {
  readonly kind: "group";
  readonly commands: Readonly<Record<string, Command | CommandGroup>>;
  readonly summary: string;
}

export type CommandNode = Command | CommandGroup;

/** Declares a command; the types of `call.arguments` and `call.options` follow from the tables. */
export function command<
  const A extends ArgumentTable = Record<never, never>,
  const O extends OptionTable = Record<never, never>,
>(spec: CommandSpec<A, O>): Command {
  const { run, ...rest } = spec;
  return {
    ...rest,
    kind: "command",
    arguments: spec.arguments ?? {},
    options: spec.options ?? {},
    commands: spec.commands ?? {},
    // The values are parsed by the very tables that give them their types.
    run: (call) => run(call as unknown as Call<A, O>),
  };
}

/** Declares a word with verbs below it. */
export function commandGroup(summary: string, commands: CommandGroup["commands"]): CommandGroup {
  return { kind: "group", summary, commands };
}

const { hub: _hub, ...namespaceOptions } = connectionOptions;

/** The options that choose what a command talks to. */
const targetOptions: Readonly<Record<Command["hub"], OptionTable>> = {
  any: connectionOptions,
  local: connectionOptions,
  namespace: namespaceOptions,
  none: {},
};

/** All options of a command, its own first. */
export function allOptions(command: Command): OptionTable {
  return {
    ...command.options,
    ...targetOptions[command.hub],
    ...outputOptions,
    ...(command.streams ? streamOptions : {}),
  };
}

/** Joins the lines of each paragraph of `details`, so that the reader's own width breaks them. */
export const paragraphs = (details: string) => details.replace(/([^\n])\n(?!\n)/g, "$1 ");

/** A node and every one below it, with the words that lead to it. */
export function* walkNodes(
  node: CommandNode,
  path: readonly string[],
): Iterable<readonly [path: readonly string[], node: CommandNode]> {
  yield [path, node];
  for (const [word, child] of Object.entries(node.commands)) yield* walkNodes(child, [...path, word]);
}

/** Every command below a node, with the words that lead to it. */
export function* walkCommands(
  node: CommandNode,
  path: readonly string[],
): Iterable<readonly [readonly string[], Command]> {
  for (const [words, found] of walkNodes(node, path)) if (found.kind === "command") yield [words, found];
}
