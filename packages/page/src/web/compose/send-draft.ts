import { type Audience, device, everyone } from "@nh/client";
import { type HubContext, schedule, send } from "@nh/client/operations";
import type { Notification } from "@nh/payloads";
import type { Draft } from "./draft.js";

/** What became of a send, as far as its caller knows. */
export type SendEnd =
  | { readonly ok: true }
  /** `uncertain`: there was no response, and the push may have gone out all the same. */
  | { readonly ok: false; readonly uncertain: boolean; readonly message: string };

/** Sends a draft, now or later by the hub's clock. Never rejects. */
export async function sendDraft(
  hub: HubContext,
  draft: Draft,
  notification: Notification,
  nowMs: number,
): Promise<SendEnd> {
  const audience = audienceOf(draft);
  try {
    if (draft.inMinutes === undefined) await send(hub, notification, audience, { test: draft.test });
    else await schedule(hub, notification, audience, new Date(nowMs + draft.inMinutes * 60_000));
    return { ok: true };
  } catch (error) {
    const uncertain =
      typeof error === "object" && error !== null && "mayHaveBeenSent" in error && error.mayHaveBeenSent === true;
    return { ok: false, uncertain, message: error instanceof Error ? error.message : String(error) };
  }
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

/** A send's end in words for whoever pressed the button. */
export function endWords(end: SendEnd, scheduled: boolean): string {
  if (end.ok)
    return scheduled ? "Scheduled. Jump with the clock to see it go out." : "Sent. The verdict is in the list.";
  if (end.uncertain) return `No response, and the push may have arrived: ${end.message}`;
  return `Not sent: ${end.message}`;
}
