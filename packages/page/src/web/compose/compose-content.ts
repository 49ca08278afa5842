import { type BuiltNotification, type Content, type ContentNote, content, type Platform } from "@nh/payloads";
import { type PayloadProblem, problemOf } from "./build-notification.js";
import { problemOfMessage } from "./content-problem.js";
import { builderOf, problemOfOwn } from "./own-fields.js";

/** What one platform makes of a message. */
export interface ContentPart {
  readonly platform: Platform;
  /** undefined where the platform does not take it. */
  readonly notification: BuiltNotification | undefined;
  /** What the platform leaves out, or takes in another form. */
  readonly notes: readonly ContentNote[];
  readonly problem: PayloadProblem | undefined;
  /** What is wrong with what only this platform has. */
  readonly ownProblem: PayloadProblem | undefined;
}

/** One message and what every chosen platform makes of it. */
export interface ComposedContent {
  /** undefined when the message itself is wrong, as `problem` says. */
  readonly content: Content | undefined;
  readonly problem: PayloadProblem | undefined;
  readonly parts: readonly ContentPart[];
}

/**
 * Composes the JSON of a message for each platform. Never throws.
 *
 * @param own What only one platform has, as JSON.
 */
export function composeContent(
  body: string,
  platforms: readonly Platform[],
  own: Readonly<Partial<Record<Platform, string>>> = {},
): ComposedContent {
  const read = platforms.map((platform) => ({ platform, ...readOwn(own[platform]) }));
  let message: Content;
  try {
    const parts = read.flatMap(({ platform, value }) => (value === undefined ? [] : [[builderOf(platform), value]]));
    message = content(JSON.parse(body), Object.fromEntries(parts));
  } catch (error) {
    return { content: undefined, problem: problemOf(error, body), parts: [] };
  }
  const parts = read.map(({ platform, value, problem }): ContentPart => {
    try {
      const notification = message.for(platform);
      return { platform, notification, notes: message.notes(platform), problem: undefined, ownProblem: problem };
    } catch (error) {
      const whole = problemOf(error, body);
      const ownProblem = problem ?? problemOfOwn(value, own[platform] ?? "", whole);
      const shared = ownProblem ? undefined : problemOfMessage(platform, body, whole);
      return { platform, notification: undefined, notes: [], problem: shared, ownProblem };
    }
  });
  return { content: message, problem: undefined, parts };
}

/** What only one platform has, or why it cannot be read. */
function readOwn(text: string | undefined): { readonly value?: object; readonly problem?: PayloadProblem } {
  if (text === undefined) return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { value };
    return { problem: { message: "It must be a JSON object.", field: "", line: 1 } };
  } catch (error) {
    return { problem: problemOf(error, text) };
  }
}
