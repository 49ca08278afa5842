import type { TextOutput } from "../io.js";
import { terminalLine, wrapWords } from "../output/terminal-text.js";
import type { AnyCall } from "../program/command.js";

/**
 * A finding of a linter. The service would refuse what an error is about. It would accept what a
 * warning is about, but the result is probably not wanted.
 */
export interface Finding {
  readonly severity: "error" | "warning";
  /** A stable word for scripts, such as `tag-looks-like-email`. */
  readonly rule: string;
  /** A clause that is clear without `where`. */
  readonly message: string;
  /** Field, header or column that it is about. */
  readonly where?: string;
  /** The row of docs/payload-rules.md that has the rule, for what a builder warns of. */
  readonly source?: string;
}

export const hasErrors = (findings: readonly Finding[]) => findings.some(({ severity }) => severity === "error");

/** Findings for people, one line each unless the terminal is too narrow. */
export function findingLines(findings: readonly Finding[], { isTTY, columns }: TextOutput): string {
  const lines = findings.map((finding) => `${finding.severity}: ${terminalLine(findingText(finding))}`).join("\n");
  return isTTY ? wrapWords(lines, columns, "  ") : lines;
}

/** The warnings as a document has them, beside what was done in spite of them. */
export const warningsJson = (findings: readonly Finding[]) =>
  findings.filter(({ severity }) => severity === "warning").map(({ severity: _severity, ...warning }) => warning);

/** The client refuses such a tag, with a message of its own. */
const refusedByClient = "tag-syntax";

/** Writes the findings to stderr, about something that is sent or stored anyway. */
export async function warnAbout({ output }: AnyCall, findings: readonly Finding[]): Promise<void> {
  for (const finding of findings) if (finding.rule !== refusedByClient) await output.warn(findingText(finding));
}

/** The message, with the place in front unless it begins with it. */
function findingText({ where, message }: Finding): string {
  return where === undefined || message.startsWith(where) ? message : `${where}: ${message}`;
}
