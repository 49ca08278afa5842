import type { BatchResult } from "@nh/client";
import { describeError, type ErrorDescription } from "../../output/describe-error.js";
import { plural } from "../../output/numbers.js";

interface Failure {
  readonly start: number;
  readonly count: number;
  readonly mayHaveBeenSent: boolean;
  readonly error: ErrorDescription;
}

/** What has been done so far. */
export class Tally {
  sent = 0;
  failed = 0;
  inARow = 0;
  /** Devices of batches that are done, in whichever way. */
  devices = 0;
  sentDevices = 0;
  /** Devices of batches that an earlier run may have sent without hearing of it. */
  repeatedDevices = 0;
  firstError: unknown;
  readonly failures: Failure[] = [];

  constructor(readonly resume: string | undefined) {}

  add(result: BatchResult): void {
    const { start, count: size } = result;
    this.devices += size;
    this[result.state] += 1;
    this.inARow = result.state === "failed" ? this.inARow + 1 : 0;
    if (result.state === "sent") {
      this.sentDevices += size;
      if (result.mayBeDuplicate) this.repeatedDevices += size;
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
    const rest =
      this.resume === undefined ? "" : ` The same command goes on where it ended, with --resume ${this.resume}.`;
    return `${this.done()}${rest}`;
  }
}
