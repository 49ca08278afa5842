import { duration, flag, grouped, type OptionTable, type OptionValues, text } from "./option.js";

/** How the result is written: on every command. */
export const outputOptions = grouped("Output", {
  json: flag("write one JSON document to stdout"),
  quiet: flag("write no notes to stderr; errors are still written"),
  noColor: flag("write no colors; also NO_COLOR=1"),
});

/** On commands that can yield many objects. */
export const streamOptions = grouped("Output", {
  ndjson: flag("write one JSON object per line, as soon as each is known"),
});

/** Which hub is meant: on every command that talks to one. */
export const connectionOptions = grouped("Hub", {
  connectionString: text(
    "text",
    "connection string, preferably as a reference: env:NAME, file:PATH, or - to read it from stdin",
  ),
  hub: text("name", "name of the notification hub"),
  profile: text("profile", "a profile saved with nh profile add"),
  timeout: duration("duration", "give up a request with all its retries after this time, such as 30s; default: 2m"),
  trace: flag("write every HTTP exchange to stderr, signatures masked"),
});

const globalTable = { ...outputOptions, ...streamOptions, ...connectionOptions };

/** The values of all of them; options that a command does not have are unset. */
export type GlobalOptions = OptionValues<typeof globalTable>;

/** The options that may also appear before the first word: `nh --json send …`. */
export const globalOptionTable: OptionTable = globalTable;

/** The global values out of all parsed ones. An option that the command does not offer is off. */
export function globalsOf(options: Readonly<Record<string, unknown>>): GlobalOptions {
  const values = Object.entries(globalTable).map(([name, { kind }]) => [
    name,
    options[name] ?? (kind === "flag" ? false : undefined),
  ]);
  return Object.fromEntries(values) as GlobalOptions;
}
