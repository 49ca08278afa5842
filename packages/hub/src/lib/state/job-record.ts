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
  /** How many lines are done, so that a job interrupted by the end of the process goes on where it stopped. */
  readonly linesDone: number;
  /**
   * How long the blobs with an import's results are with these lines, in UTF-16 units. Blobs are no part of a transaction:
   * what they hold beyond was written by a slice that never came to its end.
   */
  readonly resultLengths?: { readonly output: number; readonly failed: number } | undefined;
}

/** Whether the job has nothing more to do. */
export function isFinished(job: JobRecord): boolean {
  return job.status === "Completed" || job.status === "Failed";
}
