import type { BatchResult, BulkProgress } from "@nh/client";
import { describeError, type ErrorDescription } from "../../output/describe-error.js";
import { plural } from "../../output/numbers.js";

interface Failure {
  readonly start: number;
  readonly count: number;
  readonly mayHaveBeenSent: boolean;
  readonly error: ErrorDescription;
}

/** The progress of a bulk send so far. */
export class Tally {
  sent = 0;
  failed = 0;
  /** Batches whose handles all appeared earlier in the input. */
  skipped = 0;
  inARow = 0;
  /** Handles that were skipped, since they appeared earlier in the input. */
  duplicates = 0;
  sentDevices = 0;
  /** What the client counts, over all runs. */
  progress: Pick<BulkProgress, "sent" | "sentBefore" | "mayBeDuplicates" | "total"> = {
    sent: 0,
    sentBefore: 0,
    mayBeDuplicates: 0,
  };
  firstError: unknown;
  readonly failures: Failure[] = [];

  constructor(readonly resume: string | undefined) {}

  add(result: BatchResult): void {
    const { start, count: size, duplicates } = result;
    this.duplicates += duplicates;
    this[result.state] += 1;
    if (result.state === "skipped") return;
    this.inARow = result.state === "failed" ? this.inARow + 1 : 0;
    if (result.state === "sent") {
      this.sentDevices += size;
      return;
    }
    this.firstError ??= result.error;
    this.failures.push({
      start,
      count: size,
      mayHaveBeenSent: result.mayHaveBeenSent,
      error: describeError(result.error),
    });
  }

  done(): string {
    return `Sent to ${plural(this.sentDevices, "device")} in ${plural(this.sent, "batch", "batches")}.`;
  }

  account(): string {
    const rest = this.resume === undefined ? "" : ` Run the same command with --resume ${this.resume} to continue.`;
    return `${this.done()}${rest}`;
  }
}
