import type { Delivery, Explanation } from "../hub/types.js";

/**
 * Good only where every push was accepted and shows something, and the hub notes nothing against
 * it; warn for an accepted send that reached nobody or not all.
 */
export type Tone = "good" | "warn" | "bad" | "quiet";

/** How a call ended, in one sentence, and what there is to add. */
export interface Verdict {
  readonly tone: Tone;
  readonly sentence: string;
  readonly detail?: string | undefined;
  /** The audience that was probably meant. */
  readonly suggestion?: { readonly audience: string; readonly tag: string } | undefined;
}

/**
 * What is known beside the request itself. Each may come later; the verdict then says more, never
 * the opposite.
 */
export interface Evidence {
  readonly explanation?: Explanation | undefined;
  /** All deliveries of the send, or as many as were loaded. */
  readonly deliveries?: readonly Delivery[] | undefined;
  readonly knownTags?: readonly string[] | undefined;
}
