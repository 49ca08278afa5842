import { createColors } from "picocolors";
import { describeError, type ErrorDescription } from "./describe-error.js";
import { Interrupted } from "./interruption.js";
import type { Io } from "./io.js";
import { terminalJson, terminalLine } from "./terminal-text.js";

/** Says on stderr what failed, why, and what to do; answers the exit code. With `json` it is one object on one line. */
export async function reportError(
  error: unknown,
  { io, json, account }: { readonly io: Io; readonly json: boolean; readonly account: string | undefined },
): Promise<number> {
  // Whatever an interrupted call threw, the interrupt is the reason.
  const reason: unknown = io.signal.aborted ? (io.signal.reason ?? new Interrupted("SIGINT")) : error;
  const description = describeError(reason, account);
  const text = json ? `${terminalJson(JSON.stringify(description))}\n` : forPeople(description, io);
  // Nobody may be reading any more; the exit code still tells.
  await io.stderr.write(text).catch(() => {});
  return description.exitCode;
}

function forPeople(description: ErrorDescription, io: Io): string {
  const colors = createColors(io.stderr.isTTY && !io.env.NO_COLOR);
  const { message, fix, trackingId, mayHaveBeenSent } = description;
  const lines = [`${colors.red("error:")} ${terminalLine(message)}`];
  if (mayHaveBeenSent) lines.push("  note: the service may have accepted the request although no answer arrived");
  if (fix !== undefined) lines.push(`  ${colors.bold("do:")} ${terminalLine(fix)}`);
  if (trackingId !== undefined && !message.includes(trackingId))
    lines.push(`  tracking id: ${terminalLine(trackingId)}`);
  return `${lines.join("\n")}\n`;
}
