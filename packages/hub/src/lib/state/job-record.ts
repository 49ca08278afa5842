import type { JobType, NotificationHubJob } from "@nh/wire";

/** An import or export as the hub keeps it. */
export interface JobRecord {
  readonly hub: string;
  readonly id: string;
  readonly type: JobType;
  readonly status: NotificationHubJob["status"];
  /** Percent. */
  readonly progress: number;
  readonly outputContainerUri: string;
  readonly importFileUri?: string | undefined;
  readonly inputProperties?: Readonly<Record<string, string>> | undefined;
  readonly failure?: string | undefined;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  /** How many lines are done, so that a job continues where it stopped when the process ends. */
  readonly linesDone: number;
  /**
   * How long the result blobs of an import are after these lines, in UTF-16 units. Blobs are not
   * part of a transaction: whatever follows was written by a slice that did not finish.
   */
  readonly resultLengths?: { readonly output: number; readonly failed: number } | undefined;
}

/** Whether nothing is left to do. */
export function isFinished(job: JobRecord): boolean {
  return job.status === "Completed" || job.status === "Failed";
}
