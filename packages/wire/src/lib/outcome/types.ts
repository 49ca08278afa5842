import type { NativePlatform } from "@nh/payloads";

/** What became of a test send on one registration. */
export interface RegistrationResult {
  /** The platform as the service names it, such as `apple`. */
  readonly platform: string;
  readonly handle: string;
  readonly registrationId: string;
  /** The service's own sentence. */
  readonly outcome: string;
}

/** The answer to a test send. */
export interface NotificationOutcome {
  readonly success: number;
  readonly failure: number;
  readonly results: readonly RegistrationResult[];
}

/**
 * How far a notification has come. The documentation and the clients list different words; these are all of them, and a word that is
 * not among them is read as `Unknown`. `Canceled` is read as `Cancelled`.
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

/** The counts of one platform by the name of the outcome, such as `{ Success: 3, ExpiredChannel: 1 }`. */
export type OutcomeCounts = Readonly<Record<string, number>>;

/** What the service tells about one notification that was sent. */
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
  /** A blob with one feedback record per line; carries a signature, so it is a secret. */
  readonly pnsErrorDetailsUri?: string | undefined;
  readonly outcomeCounts: Readonly<Partial<Record<NativePlatform, OutcomeCounts>>>;
}

/** One record of the feedback container: what a push service said about one handle. */
export interface PnsFeedback {
  readonly feedbackTime: Date;
  /** The outcome's name, such as `ExpiredChannel`. */
  readonly notificationSystemError: string;
  /** The platform as the service names it, such as `apple`. */
  readonly platform: string;
  readonly handle: string;
  readonly registrationId?: string | undefined;
  readonly installationId?: string | undefined;
  readonly notificationId?: string | undefined;
  /** The handle that replaces this one, where the push service named it. */
  readonly newHandle?: string | undefined;
}
