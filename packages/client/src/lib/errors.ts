/**
 * A request as errors and events show it: enough to recognize it, but not enough to send it again.
 */
export interface RedactedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * What went wrong, for `switch`. The code follows from status, headers and detail of the response.
 */
export type HubResponseErrorCode =
  | "NH_BAD_REQUEST"
  | "NH_UNAUTHORIZED"
  | "NH_FORBIDDEN"
  | "NH_NOT_FOUND"
  | "NH_CONFLICT"
  | "NH_GONE"
  | "NH_PRECONDITION_FAILED"
  | "NH_TOO_LARGE"
  | "NH_THROTTLED"
  | "NH_QUOTA"
  | "NH_CREDENTIAL_MISSING"
  | "NH_SERVER_ERROR";

/** What the error of every failed call says. */
export interface CallFailure {
  /** How many attempts were made. */
  readonly attempts: number;
  /**
   * Whether this attempt or an earlier one may have been carried out although no response says so.
   * For a send it means that sending again may push twice.
   */
  readonly mayHaveBeenSent: boolean;
  /**
   * Whether the same call may succeed later, and does no harm then. Always false where a second
   * time might push twice, or store a second registration or job.
   */
  readonly retryable: boolean;
  /** The last request, without its body. Signatures are masked and handles shortened. */
  readonly request: RedactedRequest;
}

/** What a `HubResponseError` is made of. */
export interface HubResponseFailure extends CallFailure {
  readonly message: string;
  readonly code: HubResponseErrorCode;
  readonly status: number;
  readonly detail: string;
  readonly trackingId: string | undefined;
  readonly correlationId: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly clockSkewMs: number | undefined;
}

const responseBrand: unique symbol = Symbol.for("@nh/client/HubResponseError");
const connectionBrand: unique symbol = Symbol.for("@nh/client/HubConnectionError");
const timeoutBrand: unique symbol = Symbol.for("@nh/client/HubTimeoutError");
const splitBrand: unique symbol = Symbol.for("@nh/client/SplitSendError");

/**
 * What the errors of this package have in common. Their guards tell them apart, so nobody needs
 * this class.
 */
class CallError extends Error implements CallFailure {
  readonly attempts: number;
  readonly mayHaveBeenSent: boolean;
  readonly retryable: boolean;
  readonly request: RedactedRequest;

  constructor(message: string, failure: CallFailure, options?: ErrorOptions) {
    super(message, options);
    this.attempts = failure.attempts;
    this.mayHaveBeenSent = failure.mayHaveBeenSent;
    this.retryable = failure.retryable;
    this.request = failure.request;
  }
}

/** The service responded with an error. */
export class HubResponseError extends CallError {
  readonly [responseBrand] = true;
  override readonly name = "HubResponseError";
  readonly code: HubResponseErrorCode;
  readonly status: number;
  /**
   * The service's own words, or the beginning of a body that the service did not write. Empty when
   * there was no body.
   */
  readonly detail: string;
  /** Identifies the response to Azure's support. */
  readonly trackingId: string | undefined;
  /** A second identifier of the response. */
  readonly correlationId: string | undefined;
  /** How long the service asked to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /**
   * On a 401 only: by how much this machine's clock is ahead of the service's, in milliseconds,
   * when that is two minutes or more.
   */
  readonly clockSkewMs: number | undefined;

  constructor(failure: HubResponseFailure) {
    super(failure.message, failure);
    this.code = failure.code;
    this.status = failure.status;
    this.detail = failure.detail;
    this.trackingId = failure.trackingId;
    this.correlationId = failure.correlationId;
    this.retryAfterMs = failure.retryAfterMs;
    this.clockSkewMs = failure.clockSkewMs;
  }
}

/**
 * No response came: the name was not found, the connection was refused or broke, or the response
 * could not be read. `cause` says which.
 */
export class HubConnectionError extends CallError {
  readonly [connectionBrand] = true;
  override readonly name = "HubConnectionError";
  readonly code = "NH_CONNECTION";

  constructor(message: string, failure: CallFailure, cause: unknown) {
    super(message, failure, { cause });
  }
}

/**
 * No complete response came within `timeoutMs` or `totalTimeoutMs`. An abort by the caller is never
 * one of these.
 */
export class HubTimeoutError extends CallError {
  readonly [timeoutBrand] = true;
  override readonly name = "HubTimeoutError";
  readonly code = "NH_TIMEOUT";

  constructor(message: string, failure: CallFailure, cause: unknown) {
    super(message, failure, { cause });
  }
}

/**
 * A send split into parts stopped between them. `cause` is the failure, or the reason of the
 * caller's abort.
 */
export class SplitSendError extends Error {
  readonly [splitBrand] = true;
  override readonly name = "SplitSendError";
  readonly code = "NH_SPLIT_INCOMPLETE";
  /**
   * The whole send never is: `sentTags` would get it twice. `remainingTags` may be sent to when
   * `retryable` of the `cause` is true.
   */
  readonly retryable = false;
  /** Tags of the parts that were sent. */
  readonly sentTags: readonly string[];
  /**
   * Tags of the part that failed and of all after it. `mayHaveBeenSent` of the `cause` says whether
   * that part was sent.
   */
  readonly remainingTags: readonly string[];

  constructor(sentTags: readonly string[], remainingTags: readonly string[], cause: unknown) {
    super(
      `The send stopped after ${sentTags.length} of ${sentTags.length + remainingTags.length} tags; remainingTags holds the rest.`,
      { cause },
    );
    this.sentTags = Object.freeze([...sentTags]);
    this.remainingTags = Object.freeze([...remainingTags]);
  }
}

/**
 * Recognizes the error of a failed call, whichever of the three it is, of any copy of this package.
 *
 * @example
 * try {
 *   await client.send(apple({ alert: "Your table is ready" }), "order-7");
 * } catch (error) {
 *   if (!isCallFailure(error) || !error.retryable) throw error;
 *   await queue.putBack(order);
 * }
 */
export function isCallFailure(value: unknown): value is HubResponseError | HubConnectionError | HubTimeoutError {
  return isHubResponseError(value) || isHubConnectionError(value) || isHubTimeoutError(value);
}

/** Recognizes a `HubResponseError` of any copy of this package. */
export function isHubResponseError(value: unknown): value is HubResponseError {
  return hasBrand(value, responseBrand);
}

/** Recognizes a `HubConnectionError` of any copy of this package. */
export function isHubConnectionError(value: unknown): value is HubConnectionError {
  return hasBrand(value, connectionBrand);
}

/** Recognizes a `HubTimeoutError` of any copy of this package. */
export function isHubTimeoutError(value: unknown): value is HubTimeoutError {
  return hasBrand(value, timeoutBrand);
}

/** Recognizes a `SplitSendError` of any copy of this package. */
export function isSplitSendError(value: unknown): value is SplitSendError {
  return hasBrand(value, splitBrand);
}

function hasBrand(value: unknown, brand: symbol): boolean {
  return typeof value === "object" && value !== null && brand in value;
}
