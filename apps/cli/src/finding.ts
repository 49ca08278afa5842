import { terminalLine } from "./terminal-text.js";

/** Something that a linter has to say. An error would be refused; a warning would go through and disappoint. */
export interface Finding {
  readonly severity: "error" | "warning";
  /** A stable word for scripts, such as `tag-looks-like-email`. */
  readonly rule: string;
  readonly message: string;
  /** Field, header or column that it is about. */
  readonly where?: string;
}

export const hasErrors = (findings: readonly Finding[]) => findings.some(({ severity }) => severity === "error");

/** Findings for people, one line each. */
export function findingLines(findings: readonly Finding[]): string {
  return findings
    .map(
      ({ severity, where, message }) =>
        `${severity}: ${where ? `${terminalLine(where)}: ` : ""}${terminalLine(message)}`,
    )
    .join("\n");
}
