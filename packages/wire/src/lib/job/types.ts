/** What a job does. */
export type JobType =
  | "ExportRegistrations"
  | "ImportCreateRegistrations"
  | "ImportUpdateRegistrations"
  | "ImportDeleteRegistrations"
  | "ImportUpsertRegistrations";

/** Every type of job. */
export const jobTypes: readonly JobType[] = [
  "ExportRegistrations",
  "ImportCreateRegistrations",
  "ImportUpdateRegistrations",
  "ImportDeleteRegistrations",
  "ImportUpsertRegistrations",
];

/** How far a job has come. `Completed` and `Failed` are final. */
export type JobStatus = "Started" | "Running" | "Completed" | "Failed";

/** A bulk import or export of registrations. */
export interface NotificationHubJob {
  /** Assigned by the service. */
  readonly jobId?: string | undefined;
  readonly type: JobType;
  /** `Started` when the document has no status. */
  readonly status: JobStatus;
  /** Percent done; 0 when the document has no progress. */
  readonly progress: number;
  /**
   * URL of a blob container, with a signature that allows reading, writing, and listing. A secret.
   */
  readonly outputContainerUri: string;
  /**
   * URL of a blob with one registration per line, with a signature that allows reading. A secret.
   * Imports only.
   */
  readonly importFileUri?: string | undefined;
  readonly inputProperties?: Readonly<Record<string, string>> | undefined;
  readonly outputProperties?: Readonly<Record<string, string>> | undefined;
  /** The path of the results in the container: the output property `OutputFilePath`. */
  readonly outputFileName?: string | undefined;
  /** The path of the refused lines in the container: the output property `FailedFilePath`. */
  readonly failuresFileName?: string | undefined;
  /** Why the job failed, in the service's words. */
  readonly failure?: string | undefined;
  readonly createdAt?: Date | undefined;
  readonly updatedAt?: Date | undefined;
}

/** A job to be submitted. */
export interface JobRequest {
  readonly type: JobType;
  readonly outputContainerUri: string;
  readonly importFileUri?: string | undefined;
  readonly inputProperties?: Readonly<Record<string, string>> | undefined;
}
