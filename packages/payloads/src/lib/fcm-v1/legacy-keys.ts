/** Keys of the legacy FCM body that name the target, and what to do instead. */
export const targetKeys: Readonly<Record<string, string>> = {
  to: "the hub supplies the target: send to an audience instead",
  registration_ids: "the hub supplies the targets: send to an audience instead",
  condition: "the hub supplies the target: send to a tag expression instead",
};

/** Keys of the legacy FCM body that a v1 message has no place for, and why. */
export const droppedKeys: Readonly<Record<string, string>> = {
  ...targetKeys,
  dry_run: "use a test send of the hub instead",
  delay_while_idle: "it has had no effect since 2016",
};

/** Where a key of the legacy FCM body belongs in a v1 message, or why it has no place there. */
export const legacyKeys: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...droppedKeys,
    token: "the hub supplies the target: send to an audience instead",
    topic: "the hub supplies the target: send to a tag instead",
    fid: "the hub supplies the target: send to an audience instead",
    data: "move it to message.data",
    notification: "move it to message.notification",
    collapse_key: "move it to message.android.collapse_key",
    priority: 'move it to message.android.priority, as "NORMAL" or "HIGH"',
    time_to_live: 'move it to message.android.ttl, as a string such as "60s"',
    ttl: "move it to message.android.ttl",
    restricted_package_name: "move it to message.android.restricted_package_name",
    content_available: "move it to message.apns.payload.aps.content-available, as 1",
    mutable_content: "move it to message.apns.payload.aps.mutable-content, as 1",
    validate_only: "use a test send of the hub instead",
  }),
);

/** Where a key of the legacy `notification`, or of Android's, belongs in a v1 message. */
export const legacyNotificationKeys: ReadonlyMap<string, string> = new Map([
  ...(
    [
      "icon",
      "color",
      "sound",
      "tag",
      "click_action",
      "body_loc_key",
      "body_loc_args",
      "title_loc_key",
      "title_loc_args",
      "channel_id",
      "ticker",
      "sticky",
      "event_time",
      "local_only",
      "notification_priority",
      "vibrate_timings",
      "default_vibrate_timings",
      "default_sound",
      "light_settings",
      "default_light_settings",
      "visibility",
      "notification_count",
      "proxy",
    ] as const
  ).map((key) => [key, `move it to message.android.notification.${key}`] as const),
  ["android_channel_id", "move it to message.android.notification.channel_id"],
  ["subtitle", "move it to message.apns.payload.aps.alert.subtitle"],
  ["badge", "move it to message.apns.payload.aps.badge, as a number"],
]);
