import { type Audience, device, everyone, isCallFailure, isHubResponseError, type SendResult } from "@nh/client";
import { type HubContext, schedule, scheduleContent, send, sendContent } from "@nh/client/operations";
import { type Content, isContent, type Notification, type Platform } from "@nh/payloads";
import { platformLooks } from "../pictures/platform-names.js";
import { reasonOf } from "../shell/reason-of.js";
import type { Draft } from "./draft.js";
import { dueMs, spoken } from "./later.js";

/** How a send ended, for the person who pressed the button. */
export interface SendEnd {
  /**
   * `good`: every push was accepted. `quiet`: the hub took the send, and nothing more is known
   * yet.
   */
  readonly tone: "good" | "quiet" | "warn" | "bad";
  readonly text: string;
  /** Names the request in the hub's log. Undefined when no response has named it. */
  readonly trackingId?: string | undefined;
}

/** The end of the whole, and of each platform where there were several. */
export interface DraftEnd extends SendEnd {
  readonly platforms: Readonly<Partial<Record<Platform, SendEnd>>>;
}

/** Whether the hub took the send, and nothing is known to have gone wrong with it. */
export function isTaken({ tone }: SendEnd): boolean {
  return tone === "good" || tone === "quiet";
}

/**
 * Whether the log of the hub may hold the request. A send that the client refused made no request.
 */
export function isLogged({ tone, trackingId }: SendEnd): boolean {
  return trackingId !== undefined || tone === "warn";
}

/** Sends a draft, now or later by the hub's clock. Never rejects. */
export async function sendDraft(
  hub: HubContext,
  draft: Draft,
  message: Notification | Content,
  nowMs: number,
): Promise<DraftEnd> {
  const audience = audienceOf(draft);
  const { test, platforms, later } = draft;
  const at = later === undefined ? undefined : new Date(dueMs(later, nowMs));
  const done = at === undefined ? "Sent." : `Scheduled for ${spoken(at.getTime())}.`;
  const whole = at === undefined ? done : `${done} Jump with the clock to see it go out.`;
  try {
    if (!isContent(message)) {
      const result = await (at === undefined
        ? send(hub, message, audience, { test })
        : schedule(hub, message, audience, at));
      return { ...endOf(result, whole), platforms: {} };
    }
    const { platforms: results } = await (at === undefined
      ? sendContent(hub, message, audience, { platforms, test })
      : scheduleContent(hub, message, audience, at, { platforms }));
    const ends = Object.entries(results).map(([platform, result]): [string, SendEnd] => [
      platform,
      result instanceof Error ? failure(result) : endOf(result, done),
    ]);
    return { ...summary(ends, whole), platforms: Object.fromEntries(ends) };
  } catch (error) {
    return { ...failure(error), platforms: {} };
  }
}

/** One sentence about all platforms: which failed, when not every one took it. */
function summary(ends: readonly [string, SendEnd][], done: string): SendEnd {
  const failed = ends.filter(([, end]) => !isTaken(end));
  if (failed.length === 0)
    return { tone: ends.every(([, { tone }]) => tone === "good") ? "good" : "quiet", text: done };
  const names = failed.map(([platform]) => platformLooks[platform as Platform].label).join(", ");
  const tone = failed.every(([, end]) => end.tone === "bad") && failed.length === ends.length ? "bad" : "warn";
  return { tone, text: `${failed.length} of ${ends.length} platforms failed: ${names}. Each card says why.` };
}

/**
 * The end of a send that the hub took. The response to a test send says how each push
 * ended; any other says only that the send was queued.
 */
function endOf(result: SendResult, done: string): SendEnd {
  const { trackingId } = result;
  if (result.state !== "detailed") return { tone: "quiet", text: done, trackingId };
  const { success, failure: refused, results } = result.outcome;
  if (success + refused === 0) return { tone: "warn", text: "Sent, and nobody got it.", trackingId };
  if (refused === 0) return { tone: "good", text: `Sent. ${success} accepted.`, trackingId };
  const reason = results.find(({ outcome }) => !/successfully/i.test(outcome))?.outcome ?? "";
  return {
    tone: success === 0 ? "bad" : "warn",
    text: `Sent: ${success} accepted, ${refused} refused. ${reason}`,
    trackingId,
  };
}

/** Says "not sent" only where that is sure. */
function failure(error: unknown): SendEnd {
  const message = reasonOf(error);
  const trackingId = isHubResponseError(error) ? error.trackingId : undefined;
  if (!isCallFailure(error) || !error.mayHaveBeenSent) return { tone: "bad", text: `Not sent: ${message}`, trackingId };
  const what = trackingId === undefined ? "No response, and the push" : "The push";
  return { tone: "warn", text: `${what} may have arrived: ${message}`, trackingId };
}

function audienceOf({ target, platform }: Draft): Audience {
  switch (target.kind) {
    case "everyone":
      return everyone();
    case "expression":
      return target.text;
    case "device":
      return device(platform === "browser" ? subscriptionOf(target.handle) : target.handle);
  }
}

/**
 * A browser is addressed by its whole subscription, which is written as JSON; an endpoint alone
 * cannot be encrypted for.
 */
function subscriptionOf(handle: string): Parameters<typeof device>[0] {
  try {
    return JSON.parse(handle) as Parameters<typeof device>[0];
  } catch {
    return handle;
  }
}
