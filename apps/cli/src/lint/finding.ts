import { terminalLine } from "../output/terminal-text.js";
import type { AnyCall } from "../program/command.js";

/** Something that a linter has to say. An error would be refused; a warning would go through and disappoint. */
export interface Finding {
  readonly severity: "error" | "warning";
  /** A stable word for scripts, such as `tag-looks-like-email`. */
  readonly rule: string;
  /** A clause that can be understood without `where`. */
  readonly message: string;
  /** Field, header or column that it is about. */
  readonly where?: string;
}

export const hasErrors = (findings: readonly Finding[]) => findings.some(({ severity }) => severity === "error");

/** Findings for people, one line each. */
export function findingLines(findings: readonly Finding[]): string {
  return findings.map((finding) => `${finding.severity}: ${terminalLine(findingText(finding))}`).join("\n");
}

/** Says on stderr what a linter found about something that is sent or stored all the same. */
export async function warnAbout({ output }: AnyCall, findings: readonly Finding[]): Promise<void> {
  for (const finding of findings) await output.warn(findingText(finding));
}

/** The place stands in front, unless the message begins with it. */
function findingText({ where, message }: Finding): string {
  return where === undefined || message.startsWith(where) ? message : `${where}: ${message}`;
}
