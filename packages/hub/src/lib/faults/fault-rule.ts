import type { Operation } from "@nh/wire";

/**
 * Which requests or pushes a rule applies to. A property that is missing matches everything; all
 * others must match.
 */
export interface FaultMatch {
  /**
   * The operation, such as `putInstallation`, or several. A list of devices is sent to with
   * `sendBatch`, a scheduled notification with `schedule`, any other one with `send`.
   */
  readonly operation?: Operation | readonly Operation[] | undefined;
  readonly hub?: string | undefined;
  readonly method?: string | undefined;
  /** The beginning of the path, such as `/demo/messages`, in any letter case. */
  readonly path?: string | undefined;
  /** The platform of the device, or of the send's format header. */
  readonly platform?: string | undefined;
  /** The device's handle. */
  readonly handle?: string | undefined;
  /** A tag of the device. For a request: a tag that its expression names. */
  readonly tag?: string | undefined;
  readonly installationId?: string | undefined;
}

/**
 * What happens instead of success. At least one of `status`, `reset`, `truncate`, `delayMs` and
 * `reason` is required.
 */
export interface FaultResponse {
  /** The status of the response, from 200 to 599. */
  readonly status?: number | undefined;
  /**
   * The sentence in the error body. Default: one that fits the status. An empty string leaves the
   * body empty.
   */
  readonly detail?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Adds a `Retry-After` header, in seconds. */
  readonly retryAfterSeconds?: number | undefined;
  /** Breaks the connection instead of sending a response. */
  readonly reset?: boolean | undefined;
  /** Sends the headers and half of the body, then breaks the connection. */
  readonly truncate?: boolean | undefined;
  /**
   * Waits this long in real time before anything else happens. Together with `reason`, or alone
   * with a device in `match`, it delays the push instead of the request.
   */
  readonly delayMs?: number | undefined;
  /**
   * The push platform rejects the push to the device for this reason: the platform's own word
   * (`BadDeviceToken`, `UNREGISTERED`), a status (`"410"`) or an outcome of the service's telemetry
   * (`WrongToken`). The request itself succeeds.
   */
  readonly reason?: string | undefined;
  /**
   * How far the hub gets before the fault: it has read the `headers` (default) or the `body` and
   * carries nothing out, or it has finished `processing` and only the response is lost. The last
   * one is what makes retrying a send dangerous.
   */
  readonly after?: "headers" | "body" | "processing" | undefined;
}

/** A rule for `hub.faults.add`. */
export interface FaultRule {
  readonly match?: FaultMatch | undefined;
  readonly answer: FaultResponse;
  /** The share of matches on which the rule acts, from 0 to 1. Default 1. */
  readonly probability?: number | undefined;
  /** How many times the rule acts before it is removed. Default: no limit. */
  readonly count?: number | undefined;
}
