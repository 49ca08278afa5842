/** The outcome of a push, as the service reported it. */
export type PushState =
  /** The service accepted the push. It does not say whether or when the device shows it. */
  | "delivered"
  /** The service refused this push. `about` says whether the handle or the payload is the cause. */
  | "refused"
  /** The device is no longer there. Remove the handle. */
  | "handleGone"
  /**
   * Too many pushes: to this device when `about` is `handle`, else from this sender. `retryable`
   * says whether a push can succeed soon.
   */
  | "throttled"
  /**
   * The service does not accept the credential: for this device when `about` is `handle`, else for
   * any. It fails until you correct it.
   */
  | "credentialRefused"
  /** The service failed. See `mayHaveBeenPushed` before you push again. */
  | "unavailable";

/**
 * The cause of a refusal. `handle` concerns this device only, `credential` and `service` concern
 * every push, and `payload` is the body and the headers of the notification.
 */
export type PushSubject = "credential" | "handle" | "payload" | "service";

/** The steps of a push: read the credential, request a token, connect, push. */
export type PushStep = "credential" | "token" | "connect" | "push";

/** The response of a push service to one push. Frozen. */
export interface PushResult {
  readonly state: PushState;
  /**
   * Which server responded: `token` is the one that issues access tokens, `push` is the push
   * service.
   */
  readonly step: "token" | "push";
  /** The cause of the refusal. Undefined when the state is `delivered`. */
  readonly about: PushSubject | undefined;
  /** The service's own word, such as `BadDeviceToken`. Undefined when the state is `delivered`. */
  readonly reason: string | undefined;
  /** The usual cause, and what to do. Undefined when the state is `delivered`. */
  readonly hint: string | undefined;
  /** HTTP status of the response. */
  readonly status: number;
  /**
   * Whether the same push may succeed soon and cannot ring twice: the service surely did not push,
   * and is throttled or unavailable only for a while. False when a quota of the day is used up.
   */
  readonly retryable: boolean;
  /** The service's ID of this push, such as `apns-id`. Undefined when the service returned none. */
  readonly id: string | undefined;
  /** How long the service asks to wait, in milliseconds. Undefined when it does not ask. */
  readonly retryAfterMs: number | undefined;
  /** Whether the device may have received this push. If so, another push may ring twice. */
  readonly mayHaveBeenPushed: boolean;
  /** The handle that replaces the one you used. Only ADM returns one. */
  readonly newHandle: string | undefined;
  /** What else the service returned, by name: the field at fault, its headers, its text. */
  readonly details: Readonly<Record<string, string>>;
}

/** The meaning of a reason. The tables of reasons consist of these. */
export interface Verdict {
  readonly state: PushState;
  readonly about?: PushSubject | undefined;
  readonly hint?: string | undefined;
  /** Default: true when delivered, otherwise false. */
  readonly mayHaveBeenPushed?: boolean | undefined;
  /** Waiting for seconds or minutes does not help. Default false. */
  readonly lasts?: boolean | undefined;
}

/** What a response contains besides its verdict. */
export interface Said {
  readonly status: number;
  readonly step?: "token" | "push" | undefined;
  readonly reason?: string | undefined;
  readonly id?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly newHandle?: string | undefined;
  readonly details?: Readonly<Record<string, string>> | undefined;
}

const noDetails: Readonly<Record<string, string>> = Object.freeze({});

/** Combines a verdict and a response. */
export function pushResult(verdict: Verdict, said: Said): PushResult {
  const { state, mayHaveBeenPushed = state === "delivered" } = verdict;
  const isTemporary = (state === "throttled" || state === "unavailable") && verdict.lasts !== true;
  return Object.freeze({
    state,
    step: said.step ?? "push",
    about: verdict.about,
    reason: said.reason,
    hint: verdict.hint,
    status: said.status,
    retryable: isTemporary && !mayHaveBeenPushed,
    id: said.id,
    retryAfterMs: said.retryAfterMs,
    mayHaveBeenPushed,
    newHandle: said.newHandle,
    details: said.details ?? noDetails,
  });
}

/** A row of a table: the service refuses the handle or the payload. */
export function refused(about: PushSubject, hint: string): Verdict {
  return { state: "refused", about, hint };
}

/** A row of a table: the device is no longer there. */
export function handleGone(hint: string): Verdict {
  return { state: "handleGone", about: "handle", hint };
}

/** A row of a table: the service does not accept the credential. */
export function credentialRefused(hint: string): Verdict {
  return { state: "credentialRefused", about: "credential", hint };
}

/** A row of a table: the credential is accepted, but not for this device. */
export function credentialOfOther(hint: string): Verdict {
  return { state: "credentialRefused", about: "handle", hint };
}

/** A row of a table: the service asks this sender to push later, to whatever device. */
export function throttled(hint: string): Verdict {
  return { state: "throttled", about: "service", hint };
}

/** A row of a table: the service asks to push later to this device. Others are not affected. */
export function deviceThrottled(hint: string): Verdict {
  return { state: "throttled", about: "handle", hint };
}

/** A row of a table: a quota is used up for so long that a retry is of no use. */
export function usedUp(hint: string): Verdict {
  return { state: "throttled", about: "service", hint, lasts: true };
}

/** A row of a table: the service failed before it processed the push. */
export function unavailable(hint: string): Verdict {
  return { state: "unavailable", about: "service", hint };
}

/** A row of a table: the service failed, and may have pushed before. */
export function failedOnTheWay(hint: string): Verdict {
  return { state: "unavailable", about: "service", hint, mayHaveBeenPushed: true };
}

export const delivered: Verdict = { state: "delivered" };
