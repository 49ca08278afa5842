import type { Content, Notification, Platform } from "@nh/payloads";
import { platformLooks } from "../pictures/platform-names.js";
import { type Built, buildNotification, type PayloadProblem } from "./build-notification.js";
import { type ComposedContent, composeContent } from "./compose-content.js";
import { bodyOf, type Draft } from "./draft.js";

/** What a draft stands for: the payload of one platform, or one message for several. */
export type Composed =
  | { readonly kind: "payload"; readonly built: Built }
  | { readonly kind: "content"; readonly made: ComposedContent };

/** Composes a draft. Never throws. */
export function compose(draft: Draft): Composed {
  const { platform, platforms, headers, own } = draft;
  const body = bodyOf(draft);
  if (platform === "every") return { kind: "content", made: composeContent(body, platforms, own) };
  return { kind: "payload", built: buildNotification(platform, body, headers) };
}

/**
 * What keeps a draft from being sent: of a message, the first platform that does not take it, by
 * its name.
 */
export function problemIn(composed: Composed): PayloadProblem | undefined {
  if (composed.kind === "payload") return composed.built.ok ? undefined : composed.built.problem;
  const { problem, parts } = composed.made;
  if (problem !== undefined) return problem;
  for (const { platform, problem: shared, ownProblem } of parts) {
    const found = shared ?? ownProblem;
    if (found !== undefined) return { ...found, message: `${platformLooks[platform].label}: ${found.message}` };
  }
  return undefined;
}

/** The notification of a payload, checked or not; undefined for a message. */
export function notificationIn(composed: Composed): Notification | undefined {
  if (composed.kind === "content") return undefined;
  return composed.built.ok ? composed.built.notification : composed.built.unchecked;
}

/** What a send hands over; undefined for a message that is wrong in itself. */
export function sendable(composed: Composed): Notification | Content | undefined {
  return composed.kind === "content" ? composed.made.content : notificationIn(composed);
}

/** What a draft sends to a platform; undefined when it has nothing that the platform takes. */
export function notificationFor(draft: Draft, platform: Platform): Notification | undefined {
  const composed = compose({ ...draft, platforms: [platform] });
  return composed.kind === "content" ? composed.made.parts[0]?.notification : notificationIn(composed);
}
