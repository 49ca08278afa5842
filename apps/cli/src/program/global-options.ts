import type { Command } from "./command.js";
import { duration, flag, grouped, type OptionTable, type OptionValues, text } from "./option.js";

/** How the answer is written: on every command. */
export const outputOptions = grouped("Output", {
  json: flag("write one JSON document to stdout"),
  quiet: flag("write no notes to stderr; errors still are"),
  noColor: flag("write no colours; also NO_COLOR=1"),
});

/** On commands that can yield many objects. */
export const streamOptions = grouped("Output", {
  ndjson: flag("write one JSON object per line, as soon as each is known"),
});

/** Which hub is meant: on every command that talks to one. */
export const targetOptions = grouped("Hub", {
  connectionString: text(
    "text",
    "connection string; better a reference: env:NAME, file:PATH, or - to read it from stdin",
  ),
  hub: text("name", "name of the notification hub"),
  profile: text("name", "a profile made with nh profile add"),
  timeout: duration("span", "give up a request with all its repetitions after this span, such as 30s; 2m unless given"),
  trace: flag("write every HTTP exchange to stderr, signatures masked"),
});

const globalTable = { ...outputOptions, ...streamOptions, ...targetOptions };

/** The values of all of them; what a command does not offer is simply not set. */
export type GlobalOptions = OptionValues<typeof globalTable>;

/** All options of a command, its own first. */
export function allOptions(command: Command): OptionTable {
  return {
    ...command.options,
    ...(command.target === "none" ? {} : targetOptions),
    ...outputOptions,
    ...(command.streams ? streamOptions : {}),
  };
}

/** The options that may also stand before the first word: `nh --json send …`. */

export const globalOptionTable: OptionTable = globalTable;

/** The global values out of all parsed ones. An option that the command does not offer is off. */
export function globalsOf(options: Readonly<Record<string, unknown>>): GlobalOptions {
  const values = Object.entries(globalTable).map(([name, { kind }]) => [
    name,
    options[name] ?? (kind === "flag" ? false : undefined),
  ]);
  return Object.fromEntries(values) as GlobalOptions;
}
