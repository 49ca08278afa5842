import type { NativePlatform } from "@nh/payloads";
import { ExchangeFailure } from "../http/exchange-failure.js";
import type { Wait } from "../http/wait.js";
import { PlatformError } from "../platform-error.js";
import type { PushResult } from "../result.js";
import type { Limits } from "./options.js";
import { sleep } from "./sleep.js";
import type { UnderWay } from "./under-way.js";

/** The outcome of one attempt. */
export interface Attempted {
  readonly result: PushResult;
  /** Set when the token had expired: makes the next attempt use a new token. */
  readonly renew?: (() => void) | undefined;
}

/** One attempt of a push. Rejects with an `ExchangeFailure` when no response came. */
export type Attempt = (wait: Wait) => Promise<Attempted>;

/** A push, and what all its attempts share. */
export interface PushCall extends Wait {
  readonly platform: NativePlatform;
  readonly limits: Limits;
  readonly random: () => number;
  /** Whether the service only checks the push, so no attempt can ring. */
  readonly validateOnly: boolean;
  readonly attempt: Attempt;
}

/**
 * Pushes, and retries what the service surely did not process: a push that was not sent, one on a
 * refused stream, one for which the service said "not now", and once one whose token had expired.
 * Everything else is final (decisions/003).
 *
 * @param prepare Checks the arguments. The push rejects with what it throws.
 * @throws {PlatformError} NH_PLATFORM_UNREACHABLE, NH_PUSH_UNKNOWN, or NH_CREDENTIAL_INVALID for a
 * certificate that TLS refused.
 * @throws The reason of the signal.
 */
export async function pushWithRetry(prepare: () => PushCall, underWay: UnderWay): Promise<PushResult> {
  const call = prepare();
  const { limits, signal, attempt } = call;
  const endsAt = performance.now() + limits.totalTimeoutMs;
  let renewed = false;
  underWay.begin();
  try {
    for (let retries = 0; ; ) {
      if (signal?.aborted) throw signal.reason;
      const timeoutMs = Math.max(1, Math.min(call.timeoutMs, endsAt - performance.now()));
      let delayMs: number;
      try {
        const { result, renew } = await attempt({ timeoutMs, signal });
        if (renew !== undefined && !renewed && limits.maxRetries > 0) {
          renewed = true;
          renew();
          continue;
        }
        if (!result.retryable || !limits.responses || retries >= limits.maxRetries) return result;
        delayMs = result.retryAfterMs ?? backoffMs(call, retries);
        if (performance.now() + delayMs >= endsAt) return result;
      } catch (error) {
        if (!(error instanceof ExchangeFailure)) throw error;
        const { processed, isFinal, retryAtOnce } = error.details;
        const isUnknown = processed === "unknown" && !call.validateOnly;
        delayMs = retryAtOnce ? 0 : backoffMs(call, retries);
        const isLast = isFinal || retries >= limits.maxRetries || performance.now() + delayMs >= endsAt;
        if (isUnknown || isLast) throw platformError(call.platform, error, isUnknown);
      }
      retries++;
      if (delayMs > 0) await sleep(delayMs, signal);
    }
  } finally {
    underWay.end();
  }
}

/** Exponential with full jitter, so pushes that failed together do not retry together. */
function backoffMs({ limits, random }: PushCall, retries: number): number {
  return random() * Math.min(limits.maxDelayMs, limits.baseDelayMs * 2 ** retries);
}

function platformError(platform: NativePlatform, failure: ExchangeFailure, isUnknown: boolean): PlatformError {
  const { step, reason, hint, refusesCertificate, cause } = failure.details;
  if (isUnknown) {
    return new PlatformError({
      code: "NH_PUSH_UNKNOWN",
      platform,
      step,
      reason,
      hint: hint ?? "The device may have received the push. Another push may ring twice.",
      cause,
    });
  }
  return new PlatformError({
    code: refusesCertificate ? "NH_CREDENTIAL_INVALID" : "NH_PLATFORM_UNREACHABLE",
    platform,
    step,
    reason,
    hint: hint ?? "Nothing was pushed. Check the network, and whether a firewall blocks the host.",
    cause,
  });
}
