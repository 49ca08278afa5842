import type { ConnectionString } from "@nh/auth";
import type { Content } from "@nh/payloads";
import type { NotificationDetails, PnsFeedback } from "@nh/wire";
import type { Audience } from "./audience/audience.js";
import type { PlatformHandle } from "./bulk/platform-handles.js";
import type { BatchResult } from "./bulk/results.js";
import type { ContentBatchResult, ContentToDevicesOptions } from "./bulk/send-content-to-devices.js";
import type { SendToDevicesOptions } from "./bulk/send-to-devices.js";
import { isPlainObject } from "./check-options.js";
import { createContext, type HubContext } from "./context.js";
import { asksForDump, naming, readEnvironment } from "./environment.js";
import { Installations } from "./groups/installations.js";
import { Jobs } from "./groups/jobs.js";
import { Registrations } from "./groups/registrations.js";
import type { HubAddress } from "./hub-address.js";
import type { HubPromise } from "./hub-promise.js";
import { lazyCall } from "./lazy-call.js";
import { lazyIterable } from "./lazy-list.js";
import { lazyPart } from "./load-part.js";
import type { ChangeResult } from "./operations/change-result.js";
import type { SendableNotification } from "./operations/check-notification.js";
import type { ContentPromise, ContentScheduleOptions, ContentSendOptions } from "./operations/content-send.js";
import type { FeedbackOptions } from "./operations/feedback.js";
import type { NotificationReference } from "./operations/notification-reference.js";
import type { WaitOptions } from "./operations/poll.js";
import type { SendOptions } from "./operations/send.js";
import type { DetailedResult, EnqueuedResult, SendResult } from "./operations/send-result.js";
import type { CallOptions, ClientOptions } from "./options.js";

declare global {
  // For programs whose `lib` is older than this symbol and that have no types of Node.
  interface SymbolConstructor {
    readonly asyncDispose: unique symbol;
  }
}

/**
 * All operations, loaded with the first call: a page that has only made a client has not paid for
 * them.
 */
const load = lazyPart(() => import("../operations.js"));

/**
 * Tells a content from a notification. The functions for contents check it: a guard of payloads
 * would load that package with the client.
 */
function mayBeContent(message: SendableNotification | Content): message is Content {
  return isPlainObject(message) && "for" in message;
}

/**
 * A notification hub. One client serves a whole program: it keeps its token and its connections.
 *
 * Every method is one of the free functions of `@nh/client/operations`, bound to this hub. The
 * parameters of a call are checked when it is made, those of a listing when it is first iterated;
 * either way the promise rejects.
 *
 * @example
 * const client = new NotificationHubClient(process.env.NH_CONNECTION_STRING, "orders");
 * await client.send(apple({ alert: "Your order is on its way" }), user("4711"));
 */
export class NotificationHubClient {
  readonly #context: HubContext;
  /** Device installations. */
  readonly installations: Installations;
  /** Registrations: the older way to register devices. */
  readonly registrations: Registrations;
  /** Bulk imports and exports of registrations. */
  readonly jobs: Jobs;

  /**
   * @param connection The connection string of a policy with the rights that the calls need, or the
   *   object that `parseConnectionString` returns; with a `credential` the `endpoint` is enough.
   *   Default: `NH_CONNECTION_STRING` or `NOTIFICATIONHUBS_CONNECTION_STRING` of the environment.
   * @param hubName May be absent when the connection string has an `EntityPath`. With a connection
   *   string of the environment the default is `NH_HUB` or `NOTIFICATION_HUB_NAME`.
   * @param options With `NH_LOG=debug` in the environment, `dump` is on by default.
   * @throws {ConnectionStringError} when the connection string cannot be read.
   * @throws {ArgumentError} naming the option that is wrong, and what it must be; also when nothing
   *   names a hub.
   * @example
   * const client = new NotificationHubClient(); // the hub that the environment names
   */
  constructor(
    connection?: string | ConnectionString | HubAddress | undefined,
    hubName?: string | undefined,
    options: ClientOptions = {},
  ) {
    const settings = asksForDump() && isPlainObject(options) ? { dump: true, ...options } : options;
    if (connection === undefined) {
      const environment = readEnvironment();
      const { connectionString } = environment;
      this.#context = naming(environment, () =>
        createContext(connectionString, hubName ?? environment.hubName, settings),
      );
    } else {
      this.#context = createContext(connection, hubName, settings);
    }
    this.installations = new Installations(this.#context, load);
    this.registrations = new Registrations(this.#context, load);
    this.jobs = new Jobs(this.#context, load);
  }

  /** The address of the namespace, such as `https://contoso.servicebus.windows.net/`. */
  get endpoint(): string {
    return this.#context.endpoint;
  }

  /** The name of the hub. */
  get hubName(): string {
    return this.#context.hubName;
  }

  /** The context that the free functions of `@nh/client/operations` take. */
  get context(): HubContext {
    return this.#context;
  }

  /**
   * Sends a notification. A send is retried only when the service says that it did nothing; see
   * `RetryOptions.ambiguousSends`.
   *
   * @throws {AudienceError} when the audience names nobody, or cannot be addressed.
   * @throws {TagExpressionError} when the audience is a string, but not a tag expression.
   * @throws {ArgumentError} when an option or the notification is wrong.
   * @throws {HubResponseError} when the service refuses; a test send that fails is never reported
   * as an outcome.
   * @throws {HubConnectionError | HubTimeoutError} when no response came, or one to a test send
   *   that cannot be read; `mayHaveBeenSent` says whether the notification may have gone out.
   * @throws {SplitSendError} when a split send stops after its first part.
   * @example
   * const { trackingId } = await client.send(apple({ alert: "Goal!" }), "sports && lang_en");
   */
  send(
    notification: SendableNotification,
    audience: Audience,
    options: SendOptions & { readonly test: true },
  ): HubPromise<DetailedResult>;
  send(
    notification: SendableNotification,
    audience: Audience,
    options?: SendOptions & { readonly test?: false | undefined },
  ): HubPromise<EnqueuedResult>;
  send(notification: SendableNotification, audience: Audience, options?: SendOptions): HubPromise<SendResult>;
  /**
   * Sends one content to several platforms: one request for each, all at the same time. A request
   * that fails does not undo the others, so it is a part of the result and not an exception.
   *
   * @throws {ArgumentError} when no platform is named, when one is unknown or named twice, or when
   * `device()` or `devices()` is combined with more than one platform.
   * @throws {PayloadError} when a platform does not take the content. Nothing was sent.
   * @throws {AudienceError | TagExpressionError} as for one notification. Nothing was sent.
   * @throws the reason of the caller's own abort, or the error of a `credential`, when no
   * platform's request was accepted.
   * @example
   * const news = content({ title: "Goal!", body: "1 : 0" });
   * const result = await client.send(news, user("sofia"), { platforms: ["apple", "fcmv1"] });
   * if (result.platforms.apple instanceof Error) console.error(result.platforms.apple.message);
   */
  send(
    content: Content,
    audience: Audience,
    options: ContentSendOptions & { readonly test: true },
  ): ContentPromise<DetailedResult>;
  send(
    content: Content,
    audience: Audience,
    options?: ContentSendOptions & { readonly test?: false | undefined },
  ): ContentPromise<EnqueuedResult>;
  send(content: Content, audience: Audience, options?: ContentSendOptions): ContentPromise;
  send(
    message: SendableNotification | Content,
    audience: Audience,
    options?: ContentSendOptions,
  ): HubPromise<SendResult> | ContentPromise {
    return mayBeContent(message)
      ? lazyCall(load, ({ sendContent }) => sendContent(this.#context, message, audience, options))
      : lazyCall(load, ({ send }) => send(this.#context, message, audience, options));
  }

  /**
   * Schedules a notification: the service sends it later. Needs the Standard tier. Pass the result
   * to `cancelScheduled` to cancel it.
   *
   * @param at Between 5 minutes and 7 days from now; whole seconds count.
   * @throws {ArgumentError} when `at` is earlier or later.
   * @throws {AudienceError} when the audience names nobody, or device handles: those cannot be
   * scheduled.
   */
  schedule(
    notification: SendableNotification,
    audience: Audience,
    at: Date,
    options?: CallOptions,
  ): HubPromise<EnqueuedResult>;
  /**
   * Schedules one content for several platforms, as one scheduled notification for each. Needs the
   * Standard tier. Pass the result of a platform to `cancelScheduled` to cancel it.
   *
   * @param at Between 5 minutes and 7 days from now; whole seconds count.
   * @throws {ArgumentError} when `at` is earlier or later.
   * @throws whatever `send` of a content throws.
   * @example
   * const inTwoHours = new Date(Date.now() + 2 * 3_600_000);
   * await client.schedule(apple({ alert: "Doors open" }), "concert", inTwoHours);
   */
  schedule(
    content: Content,
    audience: Audience,
    at: Date,
    options?: ContentScheduleOptions,
  ): ContentPromise<EnqueuedResult>;
  schedule(
    message: SendableNotification | Content,
    audience: Audience,
    at: Date,
    options?: ContentScheduleOptions,
  ): HubPromise<EnqueuedResult> | ContentPromise<EnqueuedResult> {
    return mayBeContent(message)
      ? lazyCall(load, ({ scheduleContent }) => scheduleContent(this.#context, message, audience, at, options))
      : lazyCall(load, ({ schedule }) => schedule(this.#context, message, audience, at, options));
  }

  /**
   * Cancels a scheduled notification.
   *
   * @throws {HubResponseError} NH_NOT_FOUND when there is no such notification, or it has been
   * sent.
   * @example
   * const scheduled = await client.schedule(apple({ alert: "Doors open" }), "concert", inTwoHours);
   * await client.cancelScheduled(scheduled);
   */
  cancelScheduled(notification: NotificationReference, options?: CallOptions): HubPromise<ChangeResult> {
    return lazyCall(load, ({ cancelScheduled }) => cancelScheduled(this.#context, notification, options));
  }

  /**
   * Sends a notification to any number of device handles, in batches. Nothing is sent until the
   * result is iterated. A failed batch is a result, not an exception.
   *
   * @throws {ArgumentError} when an option, the notification or the input is wrong.
   * @throws {AudienceError} for a template or browser notification: the service has no batches for
   * these.
   * @example
   * for await (const batch of client.sendToDevices(apple({ alert: "Sale" }), handles)) {
   *   if (batch.state === "failed") console.error(batch.error.message, batch.handles);
   * }
   */
  sendToDevices(
    notification: SendableNotification,
    handles: Iterable<string> | AsyncIterable<string>,
    options?: SendToDevicesOptions,
  ): AsyncIterable<BatchResult>;
  /**
   * Sends one content to any number of device handles of several platforms, in batches. Each item
   * of the input names its platform. Nothing is sent until the result is iterated.
   *
   * @throws {ArgumentError} when an option or the input is wrong, when no platform is named, and
   * for a handle of a platform that is not named.
   * @throws {PayloadError} when a platform does not take the content. Nothing was sent.
   * @throws {AudienceError} for `template` and `browser`: the service has no batches for these.
   */
  sendToDevices(
    content: Content,
    handles: Iterable<PlatformHandle> | AsyncIterable<PlatformHandle>,
    options?: ContentToDevicesOptions,
  ): AsyncIterable<ContentBatchResult>;
  sendToDevices(
    message: SendableNotification | Content,
    handles: Iterable<string | PlatformHandle> | AsyncIterable<string | PlatformHandle>,
    options?: ContentToDevicesOptions,
  ): AsyncIterable<BatchResult> {
    let made: Promise<AsyncIterable<BatchResult>> | undefined;
    const make = async (): Promise<AsyncIterable<BatchResult>> => {
      const { sendContentToDevices, sendToDevices } = await load();
      // The overloads say which kind of handles goes with which message; both functions check it.
      return mayBeContent(message)
        ? sendContentToDevices(this.#context, message, handles as Iterable<PlatformHandle>, options)
        : sendToDevices(this.#context, message, handles as Iterable<string>, options);
    };
    // Made once: iterating it again would send everything again, and is refused.
    return lazyIterable(() => {
      made ??= make();
      return made;
    });
  }

  /**
   * Reads how far a notification has come and what became of it on each platform. Needs the
   * Standard tier.
   *
   * @throws {HubResponseError} NH_NOT_FOUND when there is no such notification, or nothing is known
   * about it yet.
   * @example
   * const { state, outcomeCounts } = await client.getNotificationDetails(result);
   */
  getNotificationDetails(notification: NotificationReference, options?: CallOptions): HubPromise<NotificationDetails> {
    return lazyCall(load, ({ getNotificationDetails }) => getNotificationDetails(this.#context, notification, options));
  }

  /**
   * Waits until a notification has reached its final state. `timeoutMs` limits the whole wait;
   * default 1,800,000. A temporary failure does not end the wait.
   *
   * @throws {HubTimeoutError} when the time is over; the message names the last state.
   * @example
   * const result = await client.send(apple({ alert: "Goal!" }), "sports");
   * const { state } = await client.waitForOutcome(result, { timeoutMs: 60_000 });
   */
  waitForOutcome(notification: NotificationReference, options?: WaitOptions): HubPromise<NotificationDetails> {
    return lazyCall(load, ({ waitForOutcome }) => waitForOutcome(this.#context, notification, options));
  }

  /**
   * Gets the URL of the blob container that holds the push platforms' feedback. The URL carries a
   * signature: treat it as a secret.
   */
  getFeedbackContainerUrl(options?: CallOptions): HubPromise<string> {
    return lazyCall(load, ({ getFeedbackContainerUrl }) => getFeedbackContainerUrl(this.#context, options));
  }

  /**
   * Reads the push platforms' feedback on handles, record by record.
   *
   * @throws {WireFormatError} when a record cannot be read and there is no `onInvalid`.
   * @example
   * for await (const { platform, handle } of client.feedback()) await forget(platform, handle);
   */
  feedback(options?: FeedbackOptions): AsyncIterable<PnsFeedback> {
    return lazyIterable(async () => (await load()).feedback(this.#context, options));
  }

  /** Releases the sockets once the requests under way are done. A later call opens new ones. */
  close(): Promise<void> {
    return this.#context.close();
  }

  /** The same as `close`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
