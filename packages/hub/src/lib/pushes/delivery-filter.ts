import type { NativePlatform } from "@nh/payloads";
import { normalizeTag } from "@nh/wire";
import { type OptionRules, stringRule } from "../check-options.js";
import { handleKey } from "../devices/stored-device.js";
import type { Delivery } from "./delivery.js";
import { platformRule } from "./platform-rule.js";

/** Selects deliveries. A property that is missing matches all. */
export interface DeliveryFilter {
  readonly hub?: string | undefined;
  readonly platform?: NativePlatform | undefined;
  readonly handle?: string | undefined;
  /** A tag of the device, including its automatic ones. */
  readonly tag?: string | undefined;
  readonly notificationId?: string | undefined;
  readonly installationId?: string | undefined;
  readonly template?: string | undefined;
  readonly outcome?: string | undefined;
}

export const deliveryFilterRules: OptionRules<DeliveryFilter> = {
  hub: stringRule,
  platform: platformRule,
  handle: stringRule,
  tag: stringRule,
  notificationId: stringRule,
  installationId: stringRule,
  template: stringRule,
  outcome: stringRule,
};

/**
 * A test of deliveries against a filter. Hub, platform and tag are compared without regard to case,
 * handles as their platform compares them.
 */
export function deliveryMatcher(filter: DeliveryFilter): (delivery: Delivery) => boolean {
  const { hub, platform, handle, tag, notificationId, installationId, template, outcome } = filter;
  const wantedTag = tag === undefined ? undefined : normalizeTag(tag);
  return (delivery) =>
    (notificationId === undefined || delivery.notificationId === notificationId) &&
    (hub === undefined || delivery.hub.toLowerCase() === hub.toLowerCase()) &&
    (platform === undefined || delivery.platform === platform.toLowerCase()) &&
    (handle === undefined || handleKey(delivery.platform, delivery.handle) === handleKey(delivery.platform, handle)) &&
    (installationId === undefined || delivery.installationId === installationId) &&
    (template === undefined || delivery.template === template) &&
    (outcome === undefined || delivery.outcome === outcome) &&
    (wantedTag === undefined || delivery.tags.some((candidate) => normalizeTag(candidate) === wantedTag));
}
