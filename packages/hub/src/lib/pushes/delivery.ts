import type { NativePlatform } from "@nh/payloads";
import type { PushReport } from "./push-report.js";

/** One push that the hub handed to a push platform: to a simulated one, or to a real one. */
export interface Delivery {
  /** A counter. Deliveries are ordered by it. */
  readonly id: string;
  /** The hub's own time, ISO 8601. */
  readonly at: string;
  readonly hub: string;
  readonly notificationId: string;
  /**
   * The device's platform as the format header names it, such as `apple`, also for a template send.
   */
  readonly platform: NativePlatform;
  /** The whole handle: the endpoint of a browser, `userId-channelId` for Baidu. */
  readonly handle: string;
  /** Null for a direct send. */
  readonly registrationId: string | null;
  readonly installationId: string | null;
  readonly tags: readonly string[];
  /** The name of the template, empty when it has none. Null for a native push. */
  readonly template: string | null;
  /** The headers that the push platform gets, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The final payload, with the template filled in. */
  readonly body: string;
  /**
   * `Success`, or another outcome of the service's telemetry such as `ExpiredChannel`. `Pending`
   * while a real push service has not responded.
   */
  readonly outcome: string;
  /** What the real push service said. Missing when the hub only recorded the push. */
  readonly push?: PushReport | undefined;
}
