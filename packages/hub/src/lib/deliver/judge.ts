import type { NativePlatform } from "@nh/payloads";
import { type PlatformOutcome, platformOutcome } from "../pushes/platform-outcomes.js";
import { openReport, type PushReport, type PushReportState } from "../pushes/push-report.js";
import { ForeignEndpointError } from "./open-client.js";
import type { ServiceResult } from "./push-services.js";

/** What came of a push: for its delivery, and for telemetry and feedback. */
export interface Judgment extends PlatformOutcome {
  readonly report: PushReport;
  /** The handle that replaces the one of the push. Feedback has it. */
  readonly newHandle?: string | undefined;
  /** Set when the push surely did not arrive and may do so later: then it is retried. */
  readonly retry?: { readonly afterMs: number | undefined } | undefined;
  /** Set when the next push would fail in the same way: to the same device, or to the service. */
  readonly pause?: { readonly of: "device" | "service"; readonly askedMs: number | undefined } | undefined;
}

type Outcomes = Readonly<Record<ServiceResult["state"], string>>;

/** What a response means when its reason is not in the tables of the service. */
const byState: Outcomes = {
  delivered: "Success",
  refused: "InvalidNotificationFormat",
  handleGone: "ExpiredChannel",
  throttled: "Throttled",
  credentialRefused: "InvalidCredentials",
  unavailable: "PnsUnavailable",
};

/** The same of a response that concerns one device only. */
const aboutHandle: Partial<Outcomes> = {
  refused: "WrongChannel",
  credentialRefused: "WrongChannel",
  throttled: "ChannelThrottled",
};

/** The meaning of a response. */
export function judgeResult(platform: NativePlatform, result: ServiceResult, atMs: number): Judgment {
  const { state, about, reason = null, hint = null, status, id = null, mayHaveBeenPushed } = result;
  const report: PushReport = { ...openReport("waiting", atMs), state, status, reason, hint, id, mayHaveBeenPushed };
  if (state === "delivered") return { report, outcome: "Success", handleDead: false, newHandle: result.newHandle };
  const known = platformOutcome(platform, reason ?? "");
  const outcome = known.outcome === "UnknownError" ? outcomeOf(result) : known.outcome;
  // A reason that kills a handle elsewhere must not do so when the service blames something else.
  const handleDead = state === "handleGone" || (state === "refused" && about === "handle" && known.handleDead);
  const retry = result.retryable ? { afterMs: result.retryAfterMs } : undefined;
  return { report, outcome, handleDead, retry, pause: pauseAfter(result) };
}

/** The outcome of a response whose reason the tables do not have. */
function outcomeOf({ state, about, status }: ServiceResult): string {
  if (status === 413) return "InvalidNotificationSize";
  return (about === "handle" ? aboutHandle[state] : undefined) ?? byState[state];
}

/** What a response asks to pause. The tables of `@nh/platforms` tell a device from the sender. */
function pauseAfter({ state, about, retryAfterMs: askedMs }: ServiceResult): Judgment["pause"] {
  if (about === "handle") return state === "throttled" ? { of: "device", askedMs } : undefined;
  const concernsAll = state === "throttled" || state === "unavailable" || state === "credentialRefused";
  return concernsAll ? { of: "service", askedMs } : undefined;
}

interface Thrown {
  readonly code?: unknown;
  readonly reason?: unknown;
  readonly hint?: unknown;
  readonly message?: unknown;
  readonly argument?: unknown;
}

/** The meaning of an error in place of a response: nothing was sent, or nobody knows. */
export function judgeError(error: unknown, atMs: number): Judgment {
  const thrown = (typeof error === "object" && error !== null ? error : {}) as Thrown;
  const report = (state: PushReportState, mayHaveBeenPushed = false): PushReport => ({
    ...openReport("waiting", atMs),
    state,
    reason: textOf(thrown.reason) ?? textOf(thrown.message) ?? "The push failed.",
    hint: textOf(thrown.hint),
    mayHaveBeenPushed,
  });
  const alive = (outcome: string, one: PushReport): Judgment => ({ report: one, outcome, handleDead: false });
  const pause = { of: "service", askedMs: undefined } as const;
  switch (thrown.code) {
    case "NH_CREDENTIAL_INVALID":
      return { ...alive("InvalidCredentials", report("notSent")), pause };
    case "NH_PLATFORM_UNREACHABLE":
      return { ...alive("PnsUnreachable", report("unreachable")), retry: { afterMs: undefined }, pause };
    case "NH_INVALID_ARGUMENT":
      return alive(
        textOf(thrown.argument)?.startsWith("handle") === true ? "WrongChannel" : "InvalidNotificationFormat",
        report("notSent"),
      );
  }
  if (error instanceof ForeignEndpointError) return { ...alive("InvalidCredentials", report("notSent")), pause };
  return alive("UnknownError", report("unknown", true));
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
