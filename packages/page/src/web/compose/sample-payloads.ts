import type { DraftPlatform } from "./draft-platform.js";

/** A payload that shows something on every platform, to start from. */
export const samplePayloads: Readonly<Record<DraftPlatform, string>> = {
  every: json({ title: "Your table is ready", body: "Table 12 by the window. We keep it for 15 minutes." }),
  apple: json({
    aps: {
      alert: { title: "Your table is ready", body: "Table 12 by the window. We keep it for 15 minutes." },
      sound: "default",
    },
  }),
  fcmv1: json({
    message: {
      notification: { title: "Your table is ready", body: "Table 12 by the window. We keep it for 15 minutes." },
    },
  }),
  gcm: json({ notification: { title: "Your table is ready", body: "Table 12 by the window." } }),
  windows: `<toast>
  <visual>
    <binding template="ToastGeneric">
      <text>Your table is ready</text>
      <text>Table 12 by the window. We keep it for 15 minutes.</text>
    </binding>
  </visual>
</toast>`,
  windowsphone: `<wp:Notification xmlns:wp="WPNotification">
  <wp:Toast>
    <wp:Text1>Your table is ready</wp:Text1>
    <wp:Text2>Table 12 by the window.</wp:Text2>
  </wp:Toast>
</wp:Notification>`,
  adm: json({ notification: { title: "Your table is ready", body: "Table 12 by the window." } }),
  baidu: json({ title: "Your table is ready", description: "Table 12 by the window." }),
  xiaomi: json({ title: "Your table is ready", description: "Table 12 by the window.", payload: "table-12" }),
  browser: json({ title: "Your table is ready", body: "Table 12 by the window. We keep it for 15 minutes." }),
  template: json({ greeting_en: "Hello", greeting_fr: "Salut", greeting_de: "Hallo" }),
};

function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
