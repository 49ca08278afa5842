import { createColors } from "picocolors";
import { Interrupted } from "../interruption.js";
import type { Io } from "../io.js";
import { describeError, type ErrorDescription } from "./describe-error.js";
import { terminalBlock, terminalJson, terminalLine, wrapWords } from "./terminal-text.js";
import { wantsColor } from "./wants-color.js";

export interface ReportSettings {
  readonly io: Io;
  readonly json: boolean;
  readonly noColor: boolean;
  /** How far the command has come. */
  readonly account: string | undefined;
  /** Which hub the command talks to, and what decided that. */
  readonly hub: string | undefined;
  /** Which hubs exist, as a hint. */
  readonly knownHubs: string | undefined;
}

/**
 * Writes to stderr what failed, why, and what to do, as one JSON object with `json`. Returns the
 * exit code.
 */
export async function reportError(
  error: unknown,
  { io, json, noColor, account, hub, knownHubs }: ReportSettings,
): Promise<number> {
  // Whatever an interrupted call throws, the interrupt is the reason.
  const reason: unknown = io.signal.aborted ? (io.signal.reason ?? new Interrupted("SIGINT")) : error;
  const description = describeError(reason, { account, hub, knownHubs });
  const text = json ? `${terminalJson(JSON.stringify(description))}\n` : forPeople(description, io, noColor);
  // The reader of stderr may have gone; the exit code still reports the failure.
  await io.stderr.write(text).catch(() => {});
  return description.exitCode;
}

function forPeople(description: ErrorDescription, { stderr, env }: Io, noColor: boolean): string {
  const colors = createColors(wantsColor(stderr, { env, noColor }));
  const { message, fix, trackingId, mayHaveBeenSent, hub } = description;
  // Further lines of a message show a position in the input, with a mark below it.
  const parts = [`error: ${terminalBlock(message).replaceAll("\n", "\n  ")}`];
  // The messages of the client mostly say so themselves.
  if (mayHaveBeenSent && !/may have (?:been )?(?:carried|sent|accepted)/.test(message))
    parts.push("  note: the service may have accepted the request although no response arrived");
  if (fix !== undefined) parts.push(`  hint: ${terminalLine(fix)}`);
  if (hub !== undefined) parts.push(`  hub: ${terminalLine(hub)}`);
  if (trackingId !== undefined && !message.includes(trackingId))
    parts.push(`  tracking ID: ${terminalLine(trackingId)}`);
  const lines = stderr.isTTY ? parts.map((part) => wrapWords(part, stderr.columns, "    ")) : parts;
  const text = lines.join("\n").replace(/^error:/, colors.red("error:"));
  return `${text.replace(/^ {2}hint:/m, `  ${colors.bold("hint:")}`)}\n`;
}
