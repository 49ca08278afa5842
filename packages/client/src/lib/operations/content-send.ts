import type { Content, ContentNote, Notification, Platform } from "@nh/payloads";
import { isContent } from "@nh/payloads";
import { ArgumentError } from "../argument-error.js";
import type { Audience } from "../audience/audience.js";
import { resolveAudience } from "../audience/recipients.js";
import { checkOptions } from "../check-options.js";
import { connectionOf, type HubContext } from "../context.js";
import { isCallFailure, isSplitSendError } from "../errors.js";
import type { CallResponse, HubPromise } from "../hub-promise.js";
import { isIterable } from "../is-iterable.js";
import { type CallOptions, callRules } from "../options.js";
import { contentPlatformsRule } from "../platform-advice.js";
import { schedule } from "./schedule.js";
import { type SendOptions, send, sendRules } from "./send.js";
import type { DetailedResult, EnqueuedResult, SendResult } from "./send-result.js";

/** Which platforms a content goes to. */
export interface PlatformsOption {
  /**
   * One request goes to each. Default: `platforms` of the client's options. With neither, the call
   * throws an `ArgumentError`: no default means all.
   */
  readonly platforms?: readonly Platform[] | undefined;
}

/** Options of a send of one content to several platforms. */
export interface ContentSendOptions extends SendOptions, PlatformsOption {}

/** Options of `schedule` for one content and several platforms. */
export interface ContentScheduleOptions extends CallOptions, PlatformsOption {}

/** What became of one content, platform by platform. */
export interface ContentResult<Result extends SendResult = SendResult> {
  /**
   * `enqueued` (for a test send `detailed`): every platform's request was accepted. `partial`: some
   * were. `failed`: none was.
   */
  readonly state: Result["state"] | "partial" | "failed";
  /**
   * The result of each platform, or the error that its request failed with. `mayHaveBeenSent` of
   * the error says whether that platform's devices may have received the notification anyway.
   */
  readonly platforms: Readonly<Partial<Record<Platform, Result | Error>>>;
  /**
   * What a platform leaves out of the content, or takes in another form. Only platforms with such
   * notes are listed.
   */
  readonly notes: Readonly<Partial<Record<Platform, readonly ContentNote[]>>>;
}

/** What the send of a content returns: a promise that also gives the responses. */
export interface ContentPromise<Result extends SendResult = SendResult> extends Promise<ContentResult<Result>> {
  /**
   * The result together with the response to each request that was accepted. The error of another
   * platform has its own status and identifiers. Nothing is sent again.
   */
  withResponse(): Promise<{
    readonly data: ContentResult<Result>;
    readonly responses: Readonly<Partial<Record<Platform, CallResponse>>>;
  }>;
}

/**
 * Sends one content to several platforms: one request for each, all at the same time. A request
 * that fails does not undo the others, so it is a part of the result and not an exception.
 *
 * @throws {ArgumentError} when no platform is named, when one is unknown or named twice, or when
 * `device()` or `devices()` is combined with more than one platform.
 * @throws {PayloadError} when a platform does not take the content. Nothing was sent.
 * @throws {AudienceError | TagExpressionError} as `send` does. Nothing was sent.
 * @throws the reason of the caller's own abort, or the error of a `credential`, when no platform's
 * request was accepted.
 * @example
 * const news = content({ title: "Goal!", body: "1 : 0" });
 * const result = await sendContent(context, news, user("sofia"), {
 *   platforms: ["apple", "fcmv1"],
 * });
 * if (result.platforms.apple instanceof Error) console.error(result.platforms.apple.message);
 */
export function sendContent(
  context: HubContext,
  content: Content,
  audience: Audience,
  options: ContentSendOptions & { readonly test: true },
): ContentPromise<DetailedResult>;
export function sendContent(
  context: HubContext,
  content: Content,
  audience: Audience,
  options?: ContentSendOptions & { readonly test?: false | undefined },
): ContentPromise<EnqueuedResult>;
export function sendContent(
  context: HubContext,
  content: Content,
  audience: Audience,
  options?: ContentSendOptions,
): ContentPromise;
export function sendContent(
  context: HubContext,
  content: Content,
  audience: Audience,
  options: ContentSendOptions = {},
): ContentPromise {
  return contentPromise(async (responses) => {
    checkOptions("send", options, { ...sendRules, platforms: contentPlatformsRule });
    const { platforms, ...rest } = options;
    const parts = compose("send", context, content, platforms);
    const to = settledAudience("send", audience, parts.length);
    return await sendParts(content, parts, responses, (notification) => send(context, notification, to, rest));
  });
}

/**
 * Schedules one content for several platforms, as one scheduled notification for each. Needs the
 * Standard tier.
 *
 * @param at Between 5 minutes and 7 days from now; whole seconds count.
 * @throws {ArgumentError} when `at` is earlier or later.
 * @throws whatever `sendContent` throws.
 */
export function scheduleContent(
  context: HubContext,
  content: Content,
  audience: Audience,
  at: Date,
  options: ContentScheduleOptions = {},
): ContentPromise<EnqueuedResult> {
  return contentPromise(async (responses) => {
    checkOptions("schedule", options, { ...callRules, platforms: contentPlatformsRule });
    const { platforms, ...rest } = options;
    const parts = compose("schedule", context, content, platforms);
    const to = settledAudience("schedule", audience, parts.length);
    return await sendParts(content, parts, responses, (notification) => schedule(context, notification, to, at, rest));
  });
}

/** The notification of every platform: what one of them refuses is known before anything leaves. */
export function compose(
  call: string,
  context: HubContext,
  content: Content,
  chosen: readonly Platform[] | undefined,
): Notification[] {
  if (!isContent(content)) throw new ArgumentError(call, "content", "must come from content() of @nh/payloads");
  const platforms = chosen ?? connectionOf(context).platforms;
  if (platforms === undefined) {
    throw new ArgumentError(
      call,
      "platforms",
      'must name the platforms of a content, such as { platforms: ["apple", "fcmv1"] }, here or in the options of the client',
    );
  }
  return platforms.map((platform) => content.for(platform));
}

/** An audience that can be read once for every platform, and that several platforms can share. */
function settledAudience(call: string, audience: Audience, platforms: number): Audience {
  const settled = typeof audience === "string" || !isIterable(audience) ? audience : [...audience];
  const { to } = resolveAudience(call, settled);
  if ((to === "device" || to === "devices") && platforms > 1) {
    throw new ArgumentError(
      call,
      "platforms",
      `must be a single platform with ${to}(): a device handle belongs to one platform`,
    );
  }
  return settled;
}

/** Runs the sends of a content, whose responses are kept as they come. */
function contentPromise<Result extends SendResult>(
  run: (responses: Partial<Record<Platform, CallResponse>>) => Promise<ContentResult<Result>>,
): ContentPromise<Result> {
  const responses: Partial<Record<Platform, CallResponse>> = {};
  const promise = run(responses);
  return Object.assign(promise, { withResponse: async () => ({ data: await promise, responses }) });
}

async function sendParts<Result extends SendResult>(
  content: Content,
  parts: readonly Notification[],
  responses: Partial<Record<Platform, CallResponse>>,
  sendPart: (notification: Notification) => HubPromise<Result>,
): Promise<ContentResult<Result>> {
  const outcomes = await Promise.allSettled(
    parts.map(async (notification) => {
      const { data, response } = await sendPart(notification).withResponse();
      responses[notification.platform] = response;
      return data;
    }),
  );
  const accepted = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  const failures = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as unknown] : []));
  // A wrong argument, the caller's abort or a broken credential: none of that comes from the
  // service.
  if (accepted.length === 0 && !failures.some((error) => isCallFailure(error) || isSplitSendError(error)))
    throw failures[0];
  const platforms: Partial<Record<Platform, Result | Error>> = {};
  const notes: Partial<Record<Platform, readonly ContentNote[]>> = {};
  for (const [index, { platform }] of parts.entries()) {
    const outcome = outcomes[index];
    platforms[platform] = outcome?.status === "fulfilled" ? outcome.value : asError(outcome?.reason);
    const found = content.notes(platform);
    if (found.length > 0) notes[platform] = found;
  }
  const [first] = accepted;
  const state = first === undefined ? "failed" : failures.length > 0 ? "partial" : first.state;
  return Object.freeze({ state, platforms: Object.freeze(platforms), notes: Object.freeze(notes) });
}

/** A signal may be aborted with any value. */
function asError(reason: unknown): Error {
  return reason instanceof Error
    ? reason
    : new Error("The send was ended. The cause says with what.", { cause: reason });
}
