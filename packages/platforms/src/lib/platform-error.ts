import type { NativePlatform } from "@nh/payloads";
import type { PushStep } from "./result.js";

/** Why there is no response from the push service. */
export type PlatformErrorCode = "NH_CREDENTIAL_INVALID" | "NH_PLATFORM_UNREACHABLE" | "NH_PUSH_UNKNOWN";

/** The properties of a {@link PlatformError}. */
export interface PlatformErrorDetails {
  readonly code: PlatformErrorCode;
  readonly platform: NativePlatform;
  readonly step: PushStep;
  readonly reason: string;
  readonly hint: string;
  readonly cause?: unknown;
}

const brand: unique symbol = Symbol.for("@nh/platforms/PlatformError");

/**
 * A push without a response from the push service. A response is a {@link PushResult}, never an
 * error, and a wrong argument is an {@link ArgumentError}.
 * - `NH_CREDENTIAL_INVALID`: the credential cannot be read, or is not one of this service. Nothing
 *   was sent.
 * - `NH_PLATFORM_UNREACHABLE`: there is no connection. The push was not sent, so another push
 *   cannot ring twice.
 * - `NH_PUSH_UNKNOWN`: the push was sent, and no response came. Another push may ring twice.
 *
 * Neither the message nor the cause shows a key, a password or a token.
 */
export class PlatformError extends Error {
  readonly [brand] = true;
  override readonly name = "PlatformError";
  readonly code: PlatformErrorCode;
  readonly platform: NativePlatform;
  /** The step that failed. */
  readonly step: PushStep;
  /** What is wrong, as a sentence. */
  readonly reason: string;
  /** What to do. */
  readonly hint: string;
  /** Whether the device may have received the push: true for `NH_PUSH_UNKNOWN` only. */
  readonly mayHaveBeenPushed: boolean;

  constructor(details: PlatformErrorDetails) {
    const { code, platform, step, reason, hint, cause } = details;
    super(`${platform}: ${reason} ${hint}`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.platform = platform;
    this.step = step;
    this.reason = reason;
    this.hint = hint;
    this.mayHaveBeenPushed = code === "NH_PUSH_UNKNOWN";
  }
}

/** Whether a value is a {@link PlatformError} of any copy of this package. */
export function isPlatformError(value: unknown): value is PlatformError {
  return typeof value === "object" && value !== null && brand in value;
}

/**
 * The error for a credential that cannot be read. It has no cause, because parsers quote what they
 * read.
 */
export function invalidCredential(platform: NativePlatform, reason: string, hint: string): PlatformError {
  return new PlatformError({ code: "NH_CREDENTIAL_INVALID", platform, step: "credential", reason, hint });
}
