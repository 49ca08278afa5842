import type { PushStep } from "../result.js";

/** The properties of an {@link ExchangeFailure}. */
export interface ExchangeFailureDetails {
  readonly step: Exclude<PushStep, "credential">;
  /**
   * `never`: the server surely did not process the request, because it was not sent or because the
   * server said so. `unknown`: it was sent, so it may have been processed.
   */
  readonly processed: "never" | "unknown";
  /** What happened, as a sentence. */
  readonly reason: string;
  /** What to do. Default: a hint about the network. */
  readonly hint?: string | undefined;
  /** Whether a retry needs no delay, because another connection can take the request. */
  readonly retryAtOnce?: boolean | undefined;
  /** Whether the configuration is the cause, so a retry cannot help. */
  readonly isFinal?: boolean | undefined;
  /** Whether the server refused the certificate of the client. */
  readonly refusesCertificate?: boolean | undefined;
  readonly cause?: unknown;
}

/** A request without a response. Internal: callers get a `PlatformError` instead. */
export class ExchangeFailure extends Error {
  readonly details: ExchangeFailureDetails;

  constructor(details: ExchangeFailureDetails) {
    super(details.reason, { cause: details.cause });
    this.details = details;
  }
}
