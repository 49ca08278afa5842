import { usageError } from "../cli-error.js";
import { terminalLine } from "../output/terminal-text.js";

export const isHubName = (name: string) => /^[\w.-]{1,260}$/.test(name) && !/^\.+$/.test(name);

/**
 * Passes a valid name of a hub through.
 *
 * @throws {CliError} for any other string. A connection string, a likely mistake, is not repeated.
 */
export function checkHubName(name: string): string {
  if (isHubName(name)) return name;
  if (/Endpoint\s*=|SharedAccessKey/i.test(name)) {
    throw usageError(
      "Expected the name of the hub, not a connection string.",
      "Pass the connection string with --connection-string, and the name with --hub.",
    );
  }
  throw usageError(
    `"${terminalLine(name)}" is not a valid hub name.`,
    "Use letters, digits, dots, dashes and underscores.",
  );
}
