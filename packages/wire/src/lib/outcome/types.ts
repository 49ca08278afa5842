import type { NativePlatform } from "@nh/payloads";

/** The result of a test send for one registration. */
export interface RegistrationResult {
  /** The platform as the service names it, such as `apple`. */
  readonly platform: string;
  readonly handle: string;
  readonly registrationId: string;
  /** The service's own sentence. */
  readonly outcome: string;
}

/** The response to a test send. */
export interface NotificationOutcome {
  readonly success: number;
  readonly failure: number;
  readonly results: readonly RegistrationResult[];
}

/**
 * How far a notification has come. The documentation and the clients list different words; this is
 * all of them. Any other word is read as `Unknown`, and `Canceled` as `Cancelled`.
 */
export type NotificationState =
  | "Abandoned"
  | "Cancelled"
  | "Completed"
  | "Enqueued"
  | "NoTargetFound"
  | "Processing"
  | "Scheduled"
  | "Unknown"
  | "DetailedStateAvailable";

/** The counts of one platform by outcome, such as `{ Success: 3, ExpiredChannel: 1 }`. */
export type OutcomeCounts = Readonly<Record<string, number>>;

/** What the service reports about one notification. */
export interface NotificationDetails {
  readonly notificationId?: string | undefined;
  readonly location?: string | undefined;
  readonly state: NotificationState;
  readonly enqueueTime?: Date | undefined;
  readonly startTime?: Date | undefined;
  readonly endTime?: Date | undefined;
  /** The payload as it was sent. */
  readonly notificationBody?: string | undefined;
  /** The tag expression as it was sent. */
  readonly tags?: string | undefined;
  /** The platforms reached, such as `apple` or `appletemplate`. */
  readonly targetPlatforms?: readonly string[] | undefined;
  /** URL of a blob with one feedback record per line. It carries a signature, so it is a secret. */
  readonly pnsErrorDetailsUri?: string | undefined;
  readonly outcomeCounts: Readonly<Partial<Record<NativePlatform, OutcomeCounts>>>;
}

/** One record of the feedback container: what a push service reported about one handle. */
export interface PnsFeedback {
  readonly feedbackTime: Date;
  /** The name of the outcome, such as `ExpiredChannel`. */
  readonly notificationSystemError: string;
  /** The platform as the service names it, such as `apple`. */
  readonly platform: string;
  readonly handle: string;
  readonly registrationId?: string | undefined;
  readonly installationId?: string | undefined;
  readonly notificationId?: string | undefined;
  /** The handle that replaces this one, if the push service named it. */
  readonly newHandle?: string | undefined;
}
