/** A send to explain instead of carrying it out. */
export interface ExplainOptions {
  /** Optional while there is only one hub. */
  readonly hub?: string | undefined;
  /** The format, such as `apple` or `template`. */
  readonly platform: string;
  /** A tag expression, or tags of which any one is enough. Default: every device. */
  readonly audience?: string | readonly string[] | null | undefined;
  /** The payload, as a string or as an object. Without it only the audience is explained. */
  readonly body?: string | Readonly<Record<string, unknown>> | undefined;
  /** Headers of the send, such as `apns-push-type`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /**
   * The maximum number of devices to explain. Those that are reached come first. Default 100, at
   * most 2,000.
   */
  readonly limit?: number | undefined;
}

/** The steps of a push, in order. */
export type ExplainStep = "audience" | "registration" | "template" | "payload" | "platform";

/** What happens to one registration, or to a device that has none for this send. */
export interface ExplainedDevice {
  readonly platform: string;
  readonly handle: string;
  readonly registrationId: string | null;
  readonly installationId: string | null;
  readonly template: string | null;
  readonly tags: readonly string[];
  /**
   * Whether its push platform would accept a push. Null without a payload, for a device that the
   * audience matches: that is not known then.
   */
  readonly reached: boolean | null;
  /** The steps that the push gets through. Where `reached` is false, the last one fails. */
  readonly steps: readonly { readonly step: ExplainStep; readonly ok: boolean; readonly detail: string }[];
  /** The properties that its template names and the send lacks. Empty strings take their place. */
  readonly missing?: readonly string[] | undefined;
  /** What the platform would get. */
  readonly body?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Who a send would reach, who not, and why. */
export interface Explanation {
  readonly hub: string;
  readonly platform: string;
  /** The expression as the hub understands it. Null for a broadcast. */
  readonly expression: string | null;
  /** What the service would return for the send. */
  readonly answer: { readonly status: number; readonly detail: string };
  /** How many registrations the expression matches. */
  readonly matched: number;
  readonly candidates: number;
  /** How many of the candidates have each tag of the expression. */
  readonly tagCounts: Readonly<Record<string, number>>;
  /** The result, or the first step that fails, in one sentence. */
  readonly summary: string;
  readonly devices: readonly ExplainedDevice[];
}
