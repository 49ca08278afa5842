import type { NotificationWarning, Platform } from "@nh/payloads";
import type { Operation } from "@nh/wire";

/** What all events of one call share. */
interface CallEvent {
  readonly operation: Operation;
  /** The platform of the notification, when the call is a send. */
  readonly platform: Platform | undefined;
  /** The same number for every event of one call, unique within the client. */
  readonly callId: number;
  /** Counted from 1. */
  readonly attempt: number;
}

/** A request is sent. */
export interface RequestEvent extends CallEvent {
  readonly type: "request";
  readonly method: string;
  /** Signatures are masked and handles shortened. */
  readonly url: string;
}

/** A response arrived, whatever its status. */
export interface ResponseEvent extends CallEvent {
  readonly type: "response";
  readonly status: number;
  /** Whether the call ends with it. If not, `retry` or `giveUp` follows. */
  readonly ok: boolean;
  /** Milliseconds from the beginning of this attempt, including the time for the token. */
  readonly durationMs: number;
  readonly trackingId: string | undefined;
  readonly correlationId: string | undefined;
}

/** The request will be sent again. */
export interface RetryEvent extends CallEvent {
  readonly type: "retry";
  /** Milliseconds until the next attempt begins. */
  readonly delayMs: number;
  /** Why this attempt failed. */
  readonly error: Error;
}

/** The call fails. */
export interface GiveUpEvent extends CallEvent {
  readonly type: "giveUp";
  /** Milliseconds from the beginning of the call. */
  readonly durationMs: number;
  /** What the caller gets: an error, or the signal's reason after an abort by the caller. */
  readonly error: unknown;
}

/** Something that works but deserves a look. Nothing was refused. */
export interface WarningEvent {
  readonly type: "warning";
  /**
   * `personalDataInTag`: a tag or a user id looks like an e-mail address. The service stores and
   * shows both in clear text.
   *
   * `payload`: the builder of the notification warns of something.
   *
   * `templateFinding`: the linter found something in a template that is stored.
   *
   * `userIdNotAddressable`: no tag expression can name the user id of an installation that is
   * stored, so `user(id)` cannot reach its devices.
   */
  readonly code: "personalDataInTag" | "payload" | "templateFinding" | "userIdNotAddressable";
  readonly message: string;
  /** The warning of the builder; only with the code `payload`. */
  readonly warning?: NotificationWarning | undefined;
}

/** What `onEvent` receives. */
export type ClientEvent = RequestEvent | ResponseEvent | RetryEvent | GiveUpEvent | WarningEvent;

/**
 * Listens to what the client does. It is called synchronously. An error that it throws or rejects
 * with is dropped, since a listener must not fail a send.
 */
export type ClientEventListener = (event: ClientEvent) => void;
