import type { ConnectionString } from "@nh/auth";
import type { Notification } from "@nh/payloads";
import type { NotificationDetails, PnsFeedback } from "@nh/wire";
import type { Audience } from "./audience/audience-types.js";
import type { BatchResult } from "./bulk/results.js";
import type { SendToDevicesOptions } from "./bulk/send-to-devices.js";
import { createContext, type HubAddress, type HubContext } from "./context.js";
import { late } from "./late.js";
import { lateIterable, lateMethods } from "./late-methods.js";
import type { FeedbackOptions } from "./operations/feedback.js";
import type { Installations } from "./operations/installations.js";
import type { Jobs } from "./operations/jobs.js";
import type { NotificationReference } from "./operations/notification-reference.js";
import type { WaitOptions } from "./operations/poll.js";
import type { Registrations } from "./operations/registrations.js";
import {
  type DetailedResult,
  type EnqueuedResult,
  type SendOptions,
  type SendResult,
  send,
} from "./operations/send.js";
import type { CallOptions, ClientOptions } from "./options.js";

/* Most programs only send, so everything else is loaded with the first call of its kind. */
const bulk = () => late(import("./bulk/send-to-devices.js"));
const feedback = () => late(import("./operations/feedback.js"));
const schedules = () => late(import("./operations/schedule.js"));
const telemetry = () => late(import("./operations/telemetry.js"));

/**
 * A notification hub. One client serves a whole program: it keeps its token and its connections.
 *
 * Every method is one of the free functions of `@nh/client/operations`, bound to this hub. What a call is given is checked when it is made,
 * or when the list that it answers is first iterated; either way the promise rejects.
 */
export class NotificationHubClient {
  readonly #context: HubContext;
  /** Device installations. */
  readonly installations: Installations;
  /** Registrations, the older way to make devices known. */
  readonly registrations: Registrations;
  /** Bulk imports and exports of registrations. */
  readonly jobs: Jobs;

  /**
   * @param connection The connection string of a policy with the rights that the calls need, or what `parseConnectionString` made of it; with a
   * `credential` the `endpoint` is enough.
   * @param hubName May be left out when the connection string has an `EntityPath`.
   * @throws {ConnectionStringError} when the text cannot be read.
   * @throws {TypeError} naming the option that is not what it should be.
   */
  constructor(
    connection: string | ConnectionString | HubAddress,
    hubName?: string | undefined,
    options: ClientOptions = {},
  ) {
    const context = createContext(connection, hubName, options);
    this.#context = context;
    this.installations = lateMethods(
      async () => (await late(import("./operations/installations.js"))).installationsOf(context),
      {
        put: "promise",
        get: "promise",
        exists: "promise",
        patch: "promise",
        delete: "promise",
        list: "pages",
        addTags: "promise",
        removeTags: "promise",
        setHandle: "promise",
        setUserId: "promise",
        removeUserId: "promise",
        setTemplate: "promise",
        removeTemplate: "promise",
        setPushVariables: "promise",
        removePushVariable: "promise",
        setExpirationTime: "promise",
      },
    );
    this.registrations = lateMethods(
      async () => (await late(import("./operations/registrations.js"))).registrationsOf(context),
      {
        createId: "promise",
        create: "promise",
        update: "promise",
        upsert: "promise",
        get: "promise",
        exists: "promise",
        delete: "promise",
        list: "pages",
        listByTag: "pages",
        listByHandle: "pages",
        deleteByHandle: "promise",
      },
    );
    this.jobs = lateMethods(async () => (await late(import("./operations/jobs.js"))).jobsOf(context), {
      submit: "promise",
      get: "promise",
      list: "pages",
      wait: "promise",
    });
  }

  /** Such as `https://contoso.servicebus.windows.net/`. */
  get endpoint(): string {
    return this.#context.endpoint;
  }

  get hubName(): string {
    return this.#context.hubName;
  }

  /** The context that the free functions of `@nh/client/operations` take. */
  get context(): HubContext {
    return this.#context;
  }

  /**
   * Sends a notification. It is repeated only when the service said that it did nothing; see `RetryOptions.ambiguousSends`.
   *
   * @throws {AudienceError} when nobody, or nobody who can be addressed, is named.
   * @throws {TagExpressionError} when the audience is not a tag expression.
   * @throws {HubResponseError} when the service refuses; a test send that fails is never reported as an outcome.
   * @throws {HubConnectionError | HubTimeoutError} when no answer came, or one to a test send that cannot be read; `mayHaveBeenSent` says whether
   * it may have gone out.
   * @throws {SplitSendError} when a split send stops after its first part.
   */
  send(
    notification: Notification,
    audience: Audience,
    options: SendOptions & { readonly test: true },
  ): Promise<DetailedResult>;
  send(
    notification: Notification,
    audience: Audience,
    options?: SendOptions & { readonly test?: false | undefined },
  ): Promise<EnqueuedResult>;
  send(notification: Notification, audience: Audience, options?: SendOptions): Promise<SendResult>;
  send(notification: Notification, audience: Audience, options?: SendOptions): Promise<SendResult> {
    return send(this.#context, notification, audience, options);
  }

  /**
   * Has the service send a notification later. Needs the Standard tier. `notificationId` of the result cancels it.
   *
   * @param at Between 5 minutes and 7 days from now; whole seconds count.
   * @throws {RangeError} when `at` lies outside of that.
   * @throws {AudienceError} when nobody is named, or device handles are: those cannot be scheduled.
   */
  async schedule(
    notification: Notification,
    audience: Audience,
    at: Date,
    options?: CallOptions,
  ): Promise<EnqueuedResult> {
    return (await schedules()).schedule(this.#context, notification, audience, at, options);
  }

  /**
   * Takes back a scheduled notification.
   *
   * @throws {HubResponseError} NH_NOT_FOUND when there is none of this id, or it has been sent.
   */
  async cancelScheduled(notification: NotificationReference, options?: CallOptions): Promise<void> {
    return (await schedules()).cancelScheduled(this.#context, notification, options);
  }

  /**
   * Sends a notification to any number of device handles, in batches. Nothing is sent until the result is iterated. A failed batch is a
   * result, not an exception.
   *
   * @throws {TypeError} for options, a notification or an input that are not what they should be.
   * @throws {AudienceError} for a template or browser notification: the service has no batches for these.
   */
  sendToDevices(
    notification: Notification,
    handles: Iterable<string> | AsyncIterable<string>,
    options?: SendToDevicesOptions,
  ): AsyncIterable<BatchResult> {
    let made: Promise<AsyncIterable<BatchResult>> | undefined;
    const make = async () => (await bulk()).sendToDevices(this.#context, notification, handles, options);
    // Made once: whoever iterates it again would send everything again, and is told so.
    return lateIterable(() => {
      made ??= make();
      return made;
    });
  }

  /**
   * Reads how far a notification has come and what became of it on each platform. Needs the Standard tier.
   *
   * @throws {HubResponseError} NH_NOT_FOUND when there is no such notification, or nothing is known about it yet.
   */
  async getNotificationDetails(
    notification: NotificationReference,
    options?: CallOptions,
  ): Promise<NotificationDetails> {
    return (await telemetry()).getNotificationDetails(this.#context, notification, options);
  }

  /**
   * Waits until a notification has reached its final state. `timeoutMs` is that of the whole wait; default 1,800,000. A failure that may pass
   * does not end it.
   *
   * @throws {HubTimeoutError} when the time is up; the message names the last state.
   */
  async waitForOutcome(notification: NotificationReference, options?: WaitOptions): Promise<NotificationDetails> {
    return (await telemetry()).waitForOutcome(this.#context, notification, options);
  }

  /** Asks for the address of the blob container with the push platforms' feedback. It carries a signature: a secret. */
  async getFeedbackContainerUrl(options?: CallOptions): Promise<string> {
    return (await feedback()).getFeedbackContainerUrl(this.#context, options);
  }

  /**
   * Reads what the push platforms said about handles, record by record.
   *
   * @throws {WireFormatError} when a record cannot be read and there is no `onInvalid`.
   */
  feedback(options?: FeedbackOptions): AsyncIterable<PnsFeedback> {
    return lateIterable(async () => (await feedback()).feedback(this.#context, options));
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
