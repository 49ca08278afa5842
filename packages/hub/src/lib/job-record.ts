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
}

/** Whether the job has nothing more to do. */
export function isFinished(job: JobRecord): boolean {
  return job.status === "Completed" || job.status === "Failed";
}
