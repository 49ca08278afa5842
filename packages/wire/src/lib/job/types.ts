/** What a job does. */
export type JobType =
  | "ExportRegistrations"
  | "ImportCreateRegistrations"
  | "ImportUpdateRegistrations"
  | "ImportDeleteRegistrations"
  | "ImportUpsertRegistrations";

/** How far a job has come; `Completed` and `Failed` are final. */
export type JobStatus = "Started" | "Running" | "Completed" | "Failed";

/** A bulk import or export of registrations. */
export interface NotificationHubJob {
  /** Chosen by the service. */
  readonly jobId?: string | undefined;
  readonly type: JobType;
  /** `Started` when the document names none. */
  readonly status: JobStatus;
  /** Percent done, 0 when the document names none. */
  readonly progress: number;
  /** A blob container with a signature that allows reading, writing and listing; a secret. */
  readonly outputContainerUri: string;
  /** A blob with one registration per line and a signature that allows reading; a secret. Imports only. */
  readonly importFileUri?: string | undefined;
  readonly inputProperties?: Readonly<Record<string, string>> | undefined;
  readonly outputProperties?: Readonly<Record<string, string>> | undefined;
  /** The path of the results inside the container: the output property `OutputFilePath`. */
  readonly outputFileName?: string | undefined;
  /** The path of the refused lines inside the container: the output property `FailedFilePath`. */
  readonly failuresFileName?: string | undefined;
  /** Why the job failed, in the service's words. */
  readonly failure?: string | undefined;
  readonly createdAt?: Date | undefined;
  readonly updatedAt?: Date | undefined;
}

/** A job as it is submitted. */
export interface JobRequest {
  readonly type: JobType;
  readonly outputContainerUri: string;
  readonly importFileUri?: string | undefined;
  readonly inputProperties?: Readonly<Record<string, string>> | undefined;
}
