/**
 * The rules that a builder only warns of. The platform takes such a payload, or may take it, but
 * with a result that is probably not wanted.
 *
 * - `unknown-key`: a key that this package does not know, in a document of the platform's own form
 * - `deprecated-key`: a key that the platform once read
 * - `ignored-key`: a key that has no effect where it is
 * - `null-value`: `null` where the platform may drop the key
 * - `nothing-to-show`: XML that is complete, but shows nothing
 * - `own-topic`: an `apns-topic` that the hub sets itself
 * - `unknown-push-type`: an `apns-push-type` that this package does not know
 * - `one-service-only`: a value that one of several receiving services refuses
 * - `platform-retired`: any notification for a push service that was shut down
 */
export type WarningRule =
  | "unknown-key"
  | "deprecated-key"
  | "ignored-key"
  | "null-value"
  | "nothing-to-show"
  | "own-topic"
  | "unknown-push-type"
  | "one-service-only"
  | "platform-retired";

/** What is probably not meant in a payload that the platform does not refuse. */
export interface NotificationWarning {
  /** Path of the field, such as `aps.alert.title`; `""` is the whole body. */
  readonly path: string;
  /** The rule that the field breaks; stable, for programs. */
  readonly rule: WarningRule;
  /** What is wrong and what to do, beginning with the path. */
  readonly message: string;
  /**
   * The row about this rule in the documentation of this package, such as
   * `docs/payload-rules.md#apple-unknown-key`. It names the page of the platform.
   */
  readonly source: string;
}
