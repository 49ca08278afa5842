import type { Platform } from "@nh/payloads";

/** For each platform, a payload to start from that shows something. */
export const samples: Readonly<Record<Platform, string>> = {
  apple: json({ aps: { alert: { title: "Kick-off", body: "The match starts in ten minutes." }, sound: "default" } }),
  fcmv1: json({ message: { notification: { title: "Kick-off", body: "The match starts in ten minutes." } } }),
  gcm: json({ notification: { title: "Kick-off", body: "The match starts in ten minutes." } }),
  windows: `<toast>
  <visual>
    <binding template="ToastGeneric">
      <text>Kick-off</text>
      <text>The match starts in ten minutes.</text>
    </binding>
  </visual>
</toast>`,
  windowsphone: `<wp:Notification xmlns:wp="WPNotification">
  <wp:Toast>
    <wp:Text1>Kick-off</wp:Text1>
    <wp:Text2>The match starts in ten minutes.</wp:Text2>
  </wp:Toast>
</wp:Notification>`,
  adm: json({ data: { title: "Kick-off", message: "The match starts in ten minutes." } }),
  baidu: json({ title: "Kick-off", description: "The match starts in ten minutes." }),
  xiaomi: json({ title: "Kick-off", description: "The match starts in ten minutes.", payload: "match-17" }),
  browser: json({ title: "Kick-off", body: "The match starts in ten minutes." }),
  template: json({ greeting_en: "Hello", greeting_fr: "Salut", greeting_de: "Hallo" }),
};

function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
