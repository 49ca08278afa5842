/** What a value of the legacy API must be, or becomes, in FCM HTTP v1. */
export type ConversionKind = "string" | "strings" | "priority" | "duration" | "flag" | "number";

/**
 * Where a legacy key goes: its path in the typed message and, where the spelling is not simply
 * snake_case, on the wire.
 */
export interface ConversionRow {
  readonly kind: ConversionKind;
  readonly path: string;
  readonly wirePath?: string;
}

/**
 * Keys of the legacy body but `data` and `notification` (Firebase, "Migrate from legacy FCM APIs to
 * HTTP v1").
 */
export const bodyRows: Readonly<Record<string, ConversionRow>> = {
  collapse_key: { kind: "string", path: "android.collapseKey" },
  priority: { kind: "priority", path: "android.priority" },
  time_to_live: { kind: "duration", path: "android.ttl" },
  restricted_package_name: { kind: "string", path: "android.restrictedPackageName" },
  content_available: {
    kind: "flag",
    path: "apns.payload.contentAvailable",
    wirePath: "apns.payload.aps.content-available",
  },
  mutable_content: { kind: "flag", path: "apns.payload.mutableContent", wirePath: "apns.payload.aps.mutable-content" },
};

/** Keys of the legacy `notification`. */
export const notificationRows: Readonly<Record<string, ConversionRow>> = {
  title: { kind: "string", path: "notification.title" },
  body: { kind: "string", path: "notification.body" },
  image: { kind: "string", path: "notification.image" },
  android_channel_id: { kind: "string", path: "android.notification.channelId" },
  icon: { kind: "string", path: "android.notification.icon" },
  color: { kind: "string", path: "android.notification.color" },
  sound: { kind: "string", path: "android.notification.sound" },
  tag: { kind: "string", path: "android.notification.tag" },
  click_action: { kind: "string", path: "android.notification.clickAction" },
  body_loc_key: { kind: "string", path: "android.notification.bodyLocKey" },
  body_loc_args: { kind: "strings", path: "android.notification.bodyLocArgs" },
  title_loc_key: { kind: "string", path: "android.notification.titleLocKey" },
  title_loc_args: { kind: "strings", path: "android.notification.titleLocArgs" },
  subtitle: { kind: "string", path: "apns.payload.alert.subtitle", wirePath: "apns.payload.aps.alert.subtitle" },
  badge: { kind: "number", path: "apns.payload.badge", wirePath: "apns.payload.aps.badge" },
};
