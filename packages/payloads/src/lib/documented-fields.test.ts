import { describe, expect, it } from "vitest";
import {
  adm,
  apple,
  appleLiveActivity,
  baidu,
  browser,
  fcmV1,
  gcm,
  type Notification,
  windows,
  windowsBadge,
  windowsPhoneRaw,
  windowsPhoneTile,
  windowsPhoneToast,
  windowsRaw,
  windowsTile,
  windowsToast,
  xiaomi,
} from "../index.js";

const words = (text: string): readonly string[] => text.trim().split(/\s+/);
const moment = new Date("2031-05-06T07:08:09Z");

/**
 * What a platform's pages document, and notifications that write all of it: no name may be
 * forgotten, or spelled otherwise.
 */
interface Documented {
  /** Keys of JSON at any depth, or elements and attributes of XML. */
  readonly names: readonly string[];
  readonly headers?: readonly string[];
  readonly notifications: readonly Notification[];
}

const change = { alert: { title: { locKey: "K", locArgs: ["a"] } }, staleDate: moment };
const documented: Readonly<Record<string, Documented>> = {
  "Apple Push Notification service": {
    names:
      words(`aps alert title subtitle body launch-image title-loc-key title-loc-args subtitle-loc-key subtitle-loc-args loc-key
      loc-args action action-loc-key badge sound critical name volume thread-id category content-available mutable-content
      target-content-id interruption-level relevance-score filter-criteria timestamp event content-state stale-date
      dismissal-date attributes-type attributes input-push-token input-push-channel url-args mdm`),
    headers: words(`apns-push-type apns-topic apns-priority apns-expiration apns-collapse-id apns-id apns-channel-id
      apns-request-id`),
    notifications: [
      apple(
        {
          alert: {
            title: "T",
            subtitle: "S",
            body: "B",
            launchImage: "i",
            titleLocKey: "TK",
            titleLocArgs: ["a"],
            subtitleLocKey: "SK",
            subtitleLocArgs: ["b"],
            locKey: "K",
            locArgs: ["c"],
            action: "A",
            actionLocKey: "AK",
          },
          badge: 0,
          sound: { critical: true, name: "s", volume: 0.5 },
          threadId: "t",
          category: "c",
          contentAvailable: true,
          mutableContent: true,
          targetContentId: "w",
          interruptionLevel: "critical",
          relevanceScore: 1,
          filterCriteria: "f",
          urlArgs: ["u"],
        },
        {
          topic: "com.example.app",
          priority: 10,
          expiration: "once",
          collapseId: "c",
          apnsId: "6a0c2f1e-0000-4000-8000-0123456789ab",
          headers: { "apns-channel-id": "Zm9v", "apns-request-id": "6a0c2f1e-0000-4000-8000-0123456789ab" },
        },
      ),
      appleLiveActivity.start({
        ...change,
        attributesType: "T",
        attributes: {},
        contentState: {},
        inputPushToken: true,
        inputPushChannel: "c",
      }),
      appleLiveActivity.end({ ...change, dismissalDate: moment }),
      apple({ mdm: "magic" }),
    ],
  },
  "Firebase Cloud Messaging, HTTP v1": {
    names:
      words(`message data notification android webpush apns fcm_options analytics_label title body image collapse_key priority
      ttl restricted_package_name direct_boot_ok bandwidth_constrained_ok restricted_satellite_ok icon color sound tag
      click_action body_loc_key body_loc_args title_loc_key title_loc_args channel_id ticker sticky event_time local_only
      notification_priority vibrate_timings default_vibrate_timings default_sound light_settings red green blue alpha
      light_on_duration light_off_duration default_light_settings visibility notification_count proxy headers TTL Urgency Topic
      badge actions dir lang renotify requireInteraction silent timestamp vibrate link payload aps live_activity_token`),
    notifications: [
      fcmV1({
        data: { a: "b" },
        notification: { title: "T", body: "B", image: "https://example.com/i.png" },
        android: {
          collapseKey: "c",
          priority: "HIGH",
          ttl: { seconds: 60 },
          restrictedPackageName: "p",
          data: { a: "b" },
          notification: {
            title: "T",
            body: "B",
            icon: "i",
            color: "#aabbcc",
            sound: "s",
            tag: "t",
            image: "https://example.com/i.png",
            clickAction: "c",
            bodyLocKey: "bk",
            bodyLocArgs: ["a"],
            titleLocKey: "tk",
            titleLocArgs: ["a"],
            channelId: "c",
            ticker: "t",
            sticky: true,
            eventTime: moment,
            localOnly: true,
            notificationPriority: "PRIORITY_MAX",
            vibrateTimings: [{ milliseconds: 1 }],
            defaultVibrateTimings: true,
            defaultSound: true,
            lightSettings: {
              color: { red: 1, green: 1, blue: 1, alpha: 1 },
              lightOnDuration: { seconds: 1 },
              lightOffDuration: { seconds: 1 },
            },
            defaultLightSettings: true,
            visibility: "SECRET",
            notificationCount: 1,
            proxy: "DENY",
          },
          fcmOptions: { analyticsLabel: "l" },
          directBootOk: true,
          bandwidthConstrainedOk: true,
          restrictedSatelliteOk: true,
        },
        webpush: {
          headers: { TTL: "1", Urgency: "low", Topic: "t" },
          data: { a: "b" },
          notification: {
            badge: "b",
            actions: [{ action: "a", title: "A", icon: "i" }],
            data: 1,
            dir: "ltr",
            lang: "en",
            renotify: true,
            requireInteraction: true,
            silent: false,
            tag: "t",
            timestamp: 1,
            vibrate: [1],
          },
          fcmOptions: { link: "https://example.com/" },
        },
        apns: {
          headers: { "apns-priority": "5" },
          payload: { alert: "x" },
          fcmOptions: { image: "https://example.com/i.png" },
          liveActivityToken: "t",
        },
      }),
    ],
  },
  "Firebase Cloud Messaging, legacy": {
    names:
      words(`collapse_key priority content_available mutable_content time_to_live restricted_package_name dry_run data
      notification title body android_channel_id icon sound tag color click_action body_loc_key body_loc_args title_loc_key
      title_loc_args subtitle badge`),
    notifications: [
      gcm({
        collapseKey: "c",
        priority: "normal",
        contentAvailable: true,
        mutableContent: true,
        timeToLive: 1,
        restrictedPackageName: "p",
        dryRun: true,
        data: {},
        notification: {
          title: "T",
          body: "B",
          androidChannelId: "c",
          icon: "i",
          sound: "s",
          tag: "t",
          color: "#aabbcc",
          clickAction: "c",
          bodyLocKey: "bk",
          bodyLocArgs: ["a"],
          titleLocKey: "tk",
          titleLocArgs: ["a"],
          subtitle: "S",
          badge: "1",
        },
      }),
    ],
  },
  "Windows Push Notification Services": {
    names:
      words(`<toast launch scenario activationType displayTimestamp duration <visual baseUri addImageQuery lang <binding template
      <text placement hint-maxLines hint-minLines hint-style hint-wrap hint-align <image src hint-crop hint-removeMargin alt
      <group <subgroup hint-weight hint-textStacking <progress title value valueStringOverride status <actions <input id type
      placeHolderContent defaultInput <selection content <action arguments afterActivationBehavior hint-inputId imageUri <audio
      loop silent <header <badge <tile`),
    headers: words(
      `X-WNS-Type X-WNS-Cache-Policy X-WNS-RequestForStatus X-WNS-Tag X-WNS-Group X-WNS-TTL X-WNS-SuppressPopup MS-CV`,
    ),
    notifications: [
      windowsToast(
        {
          launch: "l",
          scenario: "alarm",
          activationType: "background",
          displayTimestamp: moment,
          duration: "long",
          baseUri: "https://example.com/",
          addImageQuery: true,
          lang: "en",
          texts: ["T", { text: "via", placement: "attribution", lang: "en", maxLines: 1 }],
          images: [
            { src: "a", placement: "appLogoOverride", crop: "circle", alt: "A" },
            { src: "b", placement: "hero" },
            { src: "c", removeMargin: true, align: "center", addImageQuery: false },
          ],
          groups: [
            {
              subgroups: [
                {
                  weight: 1,
                  textStacking: "bottom",
                  content: [{ text: "t", style: "headerNumeral", wrap: true, maxLines: 2, minLines: 1, align: "auto" }],
                },
              ],
            },
          ],
          progress: [{ title: "p", value: "indeterminate", valueStringOverride: "v", status: "s" }],
          inputs: [
            { id: "i", type: "selection", title: "t", defaultInput: "a", selections: [{ id: "a", content: "A" }] },
            { id: "j", type: "text", placeHolderContent: "p" },
          ],
          actions: [
            { content: "A", arguments: "a", activationType: "foreground", afterActivationBehavior: "pendingUpdate" },
            { content: "", arguments: "snooze", activationType: "system", inputId: "i" },
            { content: "M", arguments: "m", placement: "contextMenu" },
          ],
          audio: { src: "ms-appx:///a.wav", loop: true, silent: false },
          header: { id: "h", title: "H", arguments: "h" },
        },
        {
          cachePolicy: "no-cache",
          requestForStatus: true,
          tag: "t",
          group: "g",
          ttlSeconds: 1,
          suppressPopup: true,
          headers: { "MS-CV": "a.0" },
        },
      ),
      windowsToast({ texts: ["T"], actions: [{ content: "A", arguments: "a", imageUri: "i" }] }),
      windowsBadge("activity"),
      windowsTile({ small: { content: ["a"] } }),
    ],
  },
  "Microsoft Push Notification Service": {
    names:
      words(`<wp:Notification <wp:Toast> <wp:Text1> <wp:Text2> <wp:Param> <wp:Tile Id Template <wp:BackgroundImage> <wp:Count>
      <wp:Title> <wp:BackBackgroundImage> <wp:BackTitle> <wp:BackContent> <wp:SmallBackgroundImage> <wp:WideBackgroundImage>
      <wp:WideBackContent <wp:WideBackBackgroundImage> Action`),
    headers: words("X-WindowsPhone-Target X-NotificationClass X-MessageID"),
    notifications: [
      windowsPhoneToast(
        { text1: "1", text2: "2", param: "/p" },
        { messageId: "6a0c2f1e-0000-4000-8000-0123456789ab", delaySeconds: 450 },
      ),
      windowsPhoneTile({
        template: "flip",
        id: "/i",
        backgroundImage: "1",
        count: 1,
        title: "2",
        backBackgroundImage: "3",
        backTitle: "4",
        backContent: "5",
        smallBackgroundImage: "6",
        wideBackgroundImage: "7",
        wideBackContent: null,
        wideBackBackgroundImage: "9",
      }),
    ],
  },
  "Amazon Device Messaging": {
    names:
      words(`data consolidationKey expiresAfter md5 priority notification title body icon color sound tag click_action
      body_loc_key body_loc_args title_loc_key title_loc_args channel_id ticker sticky event_time local_only
      notification_priority default_sound visibility notification_count image`),
    notifications: [
      adm({
        data: { a: "b" },
        consolidationKey: "c",
        expiresAfter: 1,
        md5: "1B2M2Y8AsgTpgAmY7PhCfg==",
        priority: "normal",
        notification: {
          title: "T",
          body: "B",
          icon: "i",
          color: "c",
          sound: "s",
          tag: "t",
          clickAction: "c",
          bodyLocKey: "bk",
          bodyLocArgs: ["a"],
          titleLocKey: "tk",
          titleLocArgs: ["a"],
          channelId: "c",
          ticker: "t",
          sticky: true,
          eventTime: "t",
          localOnly: true,
          notificationPriority: 1,
          defaultSound: true,
          visibility: "v",
          notificationCount: 1,
          image: "i",
        },
      }),
    ],
  },
  "Baidu Cloud Push": {
    names:
      words(`title description notification_builder_id notification_basic_style open_type net_support user_confirm url
      pkg_content pkg_version custom_content aps alert sound badge`),
    headers: ["X-Baidu-Message-Type"],
    notifications: [
      baidu(
        {
          title: "T",
          description: "D",
          notificationBuilderId: 0,
          notificationBasicStyle: 7,
          openType: 1,
          netSupport: 0,
          userConfirm: 0,
          url: "u",
          pkgContent: "p",
          pkgVersion: "v",
          customContent: {},
          aps: { alert: "a", sound: "s", badge: 1 },
        },
        { messageType: 1 },
      ),
    ],
  },
  "Xiaomi Push": {
    names: words("title description payload restricted_package_name extra.notify_effect extra.web_url"),
    notifications: [
      xiaomi({
        title: "T",
        description: "D",
        payload: "P",
        restrictedPackageName: "p",
        unconfirmed: { "extra.notify_effect": "1", "extra.web_url": "https://example.com/" },
      }),
    ],
  },
  "Web Push": {
    names:
      words(`title body icon image badge actions action data dir lang renotify requireInteraction silent tag timestamp
      vibrate`),
    headers: words("TTL Urgency Topic"),
    notifications: [
      browser(
        {
          title: "T",
          body: "B",
          icon: "i",
          image: "i",
          badge: "b",
          actions: [{ action: "a", title: "A", icon: "i" }],
          data: 1,
          dir: "rtl",
          lang: "he",
          renotify: true,
          requireInteraction: true,
          silent: false,
          tag: "t",
          timestamp: 1,
          vibrate: 1,
        },
        { headers: { TTL: "1", Urgency: "low", Topic: "t" } },
      ),
    ],
  },
};

describe.each(Object.entries(documented))("every documented name of %s", (_platform, facts) => {
  const bodies = facts.notifications.map(({ body }) => body).join("\n");
  it.each(facts.names)("%s is written", (name) => {
    expect(bodies).toContain(bodies.startsWith("<") ? (name.startsWith("<") ? name : ` ${name}="`) : `"${name}":`);
  });

  it("of a header is written", () => {
    const written = facts.notifications.flatMap(({ headers }) => Object.keys(headers));
    expect(written).toEqual(expect.arrayContaining([...(facts.headers ?? [])]));
  });

  it("is accepted as the platform's own JSON", () => {
    const builders = { apple, fcmv1: fcmV1, gcm, adm, baidu, xiaomi, browser, windows } as const;
    for (const { platform, body } of facts.notifications) {
      const build = Object.hasOwn(builders, platform) ? builders[platform as keyof typeof builders] : undefined;
      if (build !== undefined) expect(build(body).body).toBe(body);
    }
  });
});

describe("every documented value", () => {
  it.each([
    "alert",
    "background",
    "voip",
    "complication",
    "fileprovider",
    "mdm",
    "location",
    "liveactivity",
    "pushtotalk",
  ] as const)("of the push type: %s", (pushType) => {
    const aps = { background: { contentAvailable: true }, liveactivity: { event: "end", timestamp: moment } as const };
    const payload = pushType === "background" || pushType === "liveactivity" ? aps[pushType] : { alert: "x" };
    expect(apple(payload, { pushType }).headers["apns-push-type"]).toBe(pushType);
  });

  it.each([1, 5, 10] as const)("of Apple's priority: %i", (priority) => {
    expect(apple({ alert: "x" }, { priority }).headers["apns-priority"]).toBe(String(priority));
  });

  it.each(["passive", "active", "time-sensitive", "critical"] as const)("of the interruption level: %s", (level) => {
    expect(apple({ alert: "x", interruptionLevel: level }).body).toContain(`"interruption-level":"${level}"`);
  });

  it.each(["toast", "tile", "badge", "raw"] as const)("of X-WNS-Type: wns/%s", (type) => {
    const notification = {
      toast: windowsToast({ texts: ["x"] }),
      tile: windowsTile({ large: { content: ["x"] } }),
      badge: windowsBadge(99),
      raw: windowsRaw("x"),
    }[type];
    expect(notification.headers["X-WNS-Type"]).toBe(`wns/${type}`);
  });

  it.each([
    [0, "3"],
    [450, "13"],
    [900, "23"],
  ] as const)("of the delay of a Windows Phone push: %i seconds", (delaySeconds, notificationClass) => {
    expect(windowsPhoneRaw("x", { delaySeconds }).headers["X-NotificationClass"]).toBe(notificationClass);
  });
});
