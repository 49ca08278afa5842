import type { ExitCode } from "../../exit-codes.js";

/** One link of the chain between this machine and a device. */
export interface CheckResult {
  /** `name resolution`, `tls`, `clock`, … */
  readonly check: string;
  /** A broken link stops the chain; a warning does not. */
  readonly state: "ok" | "warning" | "broken" | "skipped";
  /** The result, in one sentence. */
  readonly says: string;
  /** What to do about it. */
  readonly fix?: string;
  /** The exit code of the command when this is the first broken link. */
  readonly exitCode?: ExitCode;
}
