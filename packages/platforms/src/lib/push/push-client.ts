import type { NativePlatform, Notification } from "@nh/payloads";
import { ArgumentError, need } from "../argument-error.js";
import { refusedPlatforms } from "../refused-platforms.js";
import type { PushResult } from "../result.js";
import { type ClientSetup, checkPushOptions, type PushOptions } from "./options.js";
import { type Attempt, type PushCall, pushWithRetry } from "./push-with-retry.js";
import { UnderWay } from "./under-way.js";

/** A client of one push service with one credential. Logs do not show the credential. */
export interface PushClient<Handle = string> {
  /**
   * Pushes one notification to one device and returns the response of the service.
   *
   * Retries a push that the service surely did not process. Never pushes twice on a guess.
   *
   * @throws {PlatformError} NH_PLATFORM_UNREACHABLE when the push was not sent, NH_PUSH_UNKNOWN
   * when it was sent and no response came.
   * @throws {ArgumentError} when the notification is for another platform, or the handle or an
   * option is invalid.
   * @throws The reason of the signal when the caller aborts.
   */
  push(notification: Notification, handle: Handle, options?: PushOptions): Promise<PushResult>;
  /** Refuses new pushes, waits for pushes in progress, and closes the connections. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** The part of a client that differs between services. */
export interface PushService<Handle> {
  readonly platform: NativePlatform;
  /** The name in messages, such as `FCM`. */
  readonly name: string;
  /** Whether the service supports `validateOnly`. Default false. */
  readonly validates?: boolean | undefined;
  /** Prepares what all attempts of a push share. */
  prepare(notification: Notification, handle: Handle, validateOnly: boolean): Attempt;
  /** Closes the connections. Called once, when no push is in progress. */
  close(): void;
}

/** Creates the client of a service: checks arguments, retries, and closes. */
export function createPushClient<Handle>(service: PushService<Handle>, setup: ClientSetup): PushClient<Handle> {
  const { platform, name } = service;
  const { limits, random } = setup;
  const underWay = new UnderWay();
  let closed: Promise<void> | undefined;

  function prepare(notification: Notification, handle: Handle, options: PushOptions): PushCall {
    if (closed !== undefined) throw new ArgumentError("client", `The client for ${name} is closed.`);
    checkNotification(notification, service);
    checkPushOptions(options);
    const { signal, timeoutMs = limits.timeoutMs, validateOnly = false } = options;
    if (validateOnly && !service.validates) throw cannotValidate(name);
    const attempt = service.prepare(notification, handle, validateOnly);
    return { platform, limits, random, timeoutMs, signal, validateOnly, attempt };
  }

  function push(notification: Notification, handle: Handle, options: PushOptions = {}): Promise<PushResult> {
    return pushWithRetry(() => prepare(notification, handle, options), underWay);
  }

  function close(): Promise<void> {
    closed ??= underWay.idle().then(() => service.close());
    return closed;
  }

  return Object.freeze({ push, close, [Symbol.asyncDispose]: close });
}

function checkNotification(notification: Notification, service: PushService<never>): void {
  const { platform, name } = service;
  const isNotification =
    typeof notification === "object" &&
    notification !== null &&
    typeof notification.body === "string" &&
    typeof notification.headers === "object" &&
    notification.headers !== null;
  need(isNotification, "notification", "what a builder of @nh/payloads returns");
  const given = notification.platform;
  if (given === platform) return;
  const reason = refusedPlatforms[given] ?? `Compose the notification for ${platform}, or use the client for ${given}.`;
  throw new ArgumentError("notification", `${name} takes notifications for ${platform}, not for ${given}. ${reason}`);
}

function cannotValidate(name: string): ArgumentError {
  return new ArgumentError(
    "validateOnly",
    `${name} cannot check a push without carrying it out. Only FCM can. To check a credential, push to an invented handle: ` +
      "a refusal of the handle proves that the credential is right.",
  );
}
