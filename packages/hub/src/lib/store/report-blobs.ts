/** What the hub writes of its own accord: lines of feedback and of errors, or the results of a job. */
export type ReportKind = "feedback" | "result";

/** The containers of `feedback-blobs.ts`: 20 digits in an account of the hub's own. */
const feedbackContainers = /^(?:feedback|errors)\/\d{20}$/;

/** The blobs of `job-runner.ts`: a hub, a job's id, and one of two names. */
const resultNames = /^[^/]+\/\d+(?:[0-9a-f]+-){4}[0-9a-f]{12}\/(?:Output|Failed)\.txt$/;

/**
 * Tells the blobs that the hub makes from those that people put there, by their names: the hub may forget only its own.
 * Undefined for a blob that is not the hub's.
 */
export function reportKind(container: string, name: string): ReportKind | undefined {
  if (feedbackContainers.test(container)) return "feedback";
  return resultNames.test(name) ? "result" : undefined;
}
