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
  failedDevices = 0;
  /** Devices of failed batches that may have received the notification. */
  unknownDevices = 0;
  /** What the client counts, over all runs. */
  progress: Pick<BulkProgress, "sent" | "sentBefore" | "failed" | "duplicates" | "mayBeDuplicates" | "total"> = {
    sent: 0,
    sentBefore: 0,
    failed: 0,
    duplicates: 0,
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
    this.failedDevices += size;
    if (result.mayHaveBeenSent) this.unknownDevices += size;
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

  /** Handles of the input that no run has sent, and that this one did not try. */
  get notTried(): number {
    const { total = 0, sent, failed, duplicates } = this.progress;
    return Math.max(0, total - sent - failed - duplicates);
  }

  account(): string {
    return this.resume === undefined ? this.done() : `${this.done()} ${this.nextRun()}`;
  }

  nextRun(): string {
    return this.resume === undefined
      ? "Without --resume, the same command sends to all devices again."
      : `Run the same command with --resume ${this.resume} to continue.`;
  }
}
