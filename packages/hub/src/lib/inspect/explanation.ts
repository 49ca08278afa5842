/** A send to be explained instead of carried out. */
export interface ExplainOptions {
  /** May be left out while there is one hub only. */
  readonly hub?: string | undefined;
  /** The format, such as `apple` or `template`. */
  readonly platform: string;
  /** A tag expression, or tags of which any will do; everybody when it is left out. */
  readonly audience?: string | readonly string[] | null | undefined;
  /** The payload, as text or as an object. Without one only the audience is explained. */
  readonly body?: string | Readonly<Record<string, unknown>> | undefined;
  /** Headers of the send, such as `apns-push-type`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** How many devices are explained; those that are reached come first. 100 by default, 2,000 at most. */
  readonly limit?: number | undefined;
}

/** The stations of a push, in this order. */
export type ExplainStep = "audience" | "registration" | "template" | "payload" | "platform";

/** What happens to one registration, or to a device that has none for this send. */
export interface ExplainedDevice {
  readonly platform: string;
  readonly handle: string;
  readonly registrationId: string | null;
  readonly installationId: string | null;
  readonly template: string | null;
  readonly tags: readonly string[];
  /** Whether its push platform would accept a push. */
  readonly reached: boolean;
  /** As far as the push comes; the last one fails unless the device is reached. */
  readonly steps: readonly { readonly step: ExplainStep; readonly ok: boolean; readonly detail: string }[];
  /** What the platform would be handed. */
  readonly body?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Who would be reached by a send, who not, and why. */
export interface Explanation {
  readonly hub: string;
  readonly platform: string;
  /** The expression as it was understood; null for everybody. */
  readonly expression: string | null;
  /** What the service would answer to the send. */
  readonly answer: { readonly status: number; readonly detail: string };
  /** How many registrations the expression matches, of how many that this send may reach at all. */
  readonly matched: number;
  readonly candidates: number;
  /** How many of the candidates have each tag of the expression. */
  readonly tagCounts: Readonly<Record<string, number>>;
  /** The result, or the first broken link, in one sentence. */
  readonly summary: string;
  readonly devices: readonly ExplainedDevice[];
}
