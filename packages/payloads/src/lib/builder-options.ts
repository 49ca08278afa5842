import type { Headers } from "./headers.js";
import type { NotificationWarning } from "./warning.js";

/** What every builder takes as its second argument. */
export interface BuilderOptions {
  /**
   * Further headers for the platform. Those that it reads are sent in its own spelling. Default:
   * none.
   */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Refuses what would otherwise be one of the notification's `warnings`. Default: false. */
  readonly strict?: boolean | undefined;
}

/** The options of one call, checked. */
export interface ReadOptions {
  /** Those that the caller gave, by option or as headers. */
  readonly headers: Headers;
  readonly strict: boolean;
  /** What was found so far; reading the payload adds to it. */
  readonly warnings: NotificationWarning[];
}
