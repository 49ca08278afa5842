import type { NativePlatform } from "@nh/payloads";

/** One push that the hub handed to a simulated push platform. */
export interface Delivery {
  /** Counts up; deliveries are ordered by it. */
  readonly id: string;
  /** The hub's own time, ISO 8601. */
  readonly at: string;
  readonly hub: string;
  readonly notificationId: string;
  /** The device's platform as the format header names it, such as `apple`; for a template send, too. */
  readonly platform: NativePlatform;
  /** The whole handle: a browser's endpoint, `userId-channelId` of Baidu. */
  readonly handle: string;
  /** null for a direct send. */
  readonly registrationId: string | null;
  readonly installationId: string | null;
  readonly tags: readonly string[];
  /** The template's name, empty when it has none; null for a native push. */
  readonly template: string | null;
  /** What the push platform gets as headers, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The final payload, after a template was filled in. */
  readonly body: string;
  /** `Success` or another name of the service's telemetry, such as `ExpiredChannel`. */
  readonly outcome: string;
}
