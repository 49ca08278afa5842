/** What the hub writes by itself: lines of feedback and errors, or the results of a job. */
export type ReportKind = "feedback" | "result";

/** The containers of `feedback-blobs.ts`: 20 digits in an account of the hub's own. */
const feedbackContainers = /^(?:feedback|errors)\/\d{20}$/;

/** The blobs of `job-runner.ts`: a hub, the id of a job, and one of two names. */
const resultNames = /^[^/]+\/\d+(?:[0-9a-f]+-){4}[0-9a-f]{12}\/(?:Output|Failed)\.txt$/;

/**
 * Whether the hub wrote a blob or a person did, by its name: the hub may delete only its own.
 * Undefined for a blob that is not the hub's.
 */
export function reportKind(container: string, name: string): ReportKind | undefined {
  if (feedbackContainers.test(container)) return "feedback";
  return resultNames.test(name) ? "result" : undefined;
}
