import { type Content, type ContentNote, content, type Notification, type Platform } from "@nh/payloads";
import { type PayloadProblem, problemOf } from "./build-notification.js";

/** What one platform makes of a message. */
export interface ContentPart {
  readonly platform: Platform;
  /** undefined where the platform does not take it. */
  readonly notification: Notification | undefined;
  /** What the platform leaves out, or takes in another form. */
  readonly notes: readonly ContentNote[];
  readonly problem: PayloadProblem | undefined;
}

/** One message and what every chosen platform makes of it. */
export interface ComposedContent {
  /** undefined when the message itself is wrong, as `problem` says. */
  readonly content: Content | undefined;
  readonly problem: PayloadProblem | undefined;
  readonly parts: readonly ContentPart[];
}

/** Composes the JSON of a message for each platform. Never throws. */
export function composeContent(body: string, platforms: readonly Platform[]): ComposedContent {
  let message: Content;
  try {
    message = content(JSON.parse(body));
  } catch (error) {
    return { content: undefined, problem: problemOf(error, body), parts: [] };
  }
  const parts = platforms.map((platform) => partOf(message, platform, body));
  return { content: message, problem: undefined, parts };
}

function partOf(message: Content, platform: Platform, body: string): ContentPart {
  try {
    const notification = message.for(platform);
    return { platform, notification, notes: message.notes(platform), problem: undefined };
  } catch (error) {
    return { platform, notification: undefined, notes: [], problem: problemOf(error, body) };
  }
}
