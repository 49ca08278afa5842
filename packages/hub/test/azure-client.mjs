// Run by azure-client.test.ts in a process of its own, with nothing but a connection string and
// NODE_EXTRA_CA_CERTS. It drives every public operation of @azure/notification-hubs, as the class
// (`class`) or as free functions (`api`), and prints each result as one JSON line.

// Imported as values, because the operations and the creators of sixteen kinds are called by name.
const sdk = await import("@azure/notification-hubs");
const api = await import("@azure/notification-hubs/api");

const { NH_CONNECTION_STRING: connectionString, NH_HUB: hubName } = process.env;
const style = process.argv[2];
const target =
  style === "class"
    ? new sdk.NotificationHubsClient(connectionString, hubName)
    : api.createClientContext(connectionString, hubName);

/** Calls one operation in either style. */
const call = (operation, ...parameters) =>
  style === "class" ? target[operation](...parameters) : api[operation](target, ...parameters);

async function all(pages) {
  const found = [];
  for await (const item of pages) found.push(item);
  return found;
}

const failure = (promise) =>
  promise.then(
    () => "no error",
    (error) => ({ name: error.name, status: error.statusCode, message: error.message.replace(/TrackingId:.*/s, "") }),
  );

const answers = {};

// Installations, one per platform.
const channel = { endpoint: "https://push.example/sub", p256dh: "BKey", auth: "c2VjcmV0" };
const common = (id, pushChannel) => ({
  installationId: `i-${id}`,
  pushChannel,
  userId: "ada",
  tags: ["installed", id],
});
const installations = [
  sdk.createAppleInstallation({
    ...common("apple", "A1B2C3D4"),
    templates: {
      greeting: { body: '{"aps":{"alert":"$(text)"}}', headers: { "apns-priority": "5" }, tags: ["greets"] },
    },
  }),
  sdk.createAdmInstallation(common("adm", "amzn1.handle")),
  sdk.createBaiduInstallation(common("baidu", "phone-channel")),
  sdk.createFcmLegacyInstallation(common("gcm", "gcm-token")),
  sdk.createFcmV1Installation(common("fcmv1", "fcm-token")),
  sdk.createXiaomiInstallation(common("xiaomi", "mi-token")),
  sdk.createWindowsInstallation(common("windows", "https://db5.notify.windows.com/?token=abc%2b1")),
  sdk.createBrowserInstallation(common("browser", channel)),
];
answers.installations = [];
for (const installation of installations) {
  const put = await call("createOrUpdateInstallation", installation);
  answers.installations.push({ put, got: await call("getInstallation", installation.installationId) });
}
answers.updateInstallation = await call("updateInstallation", "i-apple", [
  { op: "add", path: "/tags", value: "patched" },
  { op: "replace", path: "/pushChannel", value: "A1B2C3D5" },
  { op: "remove", path: "/userId" },
]);
answers.patched = await call("getInstallation", "i-apple");
answers.deleteInstallation = await call("deleteInstallation", "i-adm");
answers.deletedInstallation = await failure(call("getInstallation", "i-adm"));

// Registrations, sixteen kinds.
const handles = {
  Adm: { admRegistrationId: "adm-registration" },
  Apple: { deviceToken: "CAFE01" },
  Baidu: { baiduUserId: "user", baiduChannelId: "channel" },
  Browser: { endpoint: "https://push.example/reg", p256dh: "BKey", auth: "c2VjcmV0" },
  FcmLegacy: { gcmRegistrationId: "gcm-registration" },
  FcmV1: { fcmV1RegistrationId: "fcm-registration" },
  Windows: { channelUri: "https://db5.notify.windows.com/?token=reg%2b1" },
  Xiaomi: { xiaomiRegistrationId: "mi-registration" },
};
const xmlTemplate =
  '<toast><visual><binding template="ToastText01"><text id="1">$(text)</text></binding></visual></toast>';
answers.registrations = [];
for (const [platform, handle] of Object.entries(handles)) {
  const native = sdk[`create${platform}RegistrationDescription`]({
    ...handle,
    tags: ["registered", platform.toLowerCase()],
  });
  const template = sdk[`create${platform}TemplateRegistrationDescription`]({
    ...handle,
    tags: ["templated"],
    bodyTemplate: platform === "Windows" ? xmlTemplate : '{"message":"$(text)"}',
    templateName: `t-${platform}`,
    ...(platform === "Windows" ? { wnsHeaders: { "X-WNS-Type": "wns/toast" } } : {}),
  });
  for (const description of [native, template]) {
    const created = await call("createRegistration", description);
    answers.registrations.push({ created, got: await call("getRegistration", created.registrationId) });
  }
}
const id = await call("createRegistrationId");
answers.createRegistrationId = id;
const own = () => ({
  ...sdk.createAppleRegistrationDescription({ deviceToken: "BEEF02", tags: ["own"] }),
  registrationId: id,
});
answers.createOrUpdateRegistration = await call("createOrUpdateRegistration", own());
answers.updateRegistration = await call("updateRegistration", { ...own(), etag: "1", tags: ["own", "updated"] });
answers.staleUpdate = await failure(call("updateRegistration", { ...own(), etag: "1" }));
answers.listRegistrationsByTag = await all(call("listRegistrationsByTag", "updated"));
answers.listRegistrations = (await all(call("listRegistrations", { top: 4 }))).length;
answers.pages = (await all(call("listRegistrations", { top: 4 }).byPage())).map((page) => page.length);
answers.listRegistrationsByChannel = {};
for (const [platform, query] of Object.entries({
  adm: handles.Adm,
  apple: { deviceToken: "cafe01" },
  baidu: handles.Baidu,
  browser: handles.Browser,
  gcm: handles.FcmLegacy,
  fcmv1: handles.FcmV1,
  windows: handles.Windows,
})) {
  const found = await all(call("listRegistrationsByChannel", { kind: platform, ...query }));
  answers.listRegistrationsByChannel[platform] = found.map(({ kind }) => kind).sort();
}
answers.deleteRegistration = await call("deleteRegistration", id);
answers.deletedRegistration = await failure(call("getRegistration", id));

// Sends.
const alert = { aps: { alert: "Hello" } };
const apple = sdk.createAppleNotification({ body: alert, headers: { "apns-priority": "10" } });
const toast = `<toast launch="x"><visual><binding template="ToastText01"><text id="1">Hi</text></binding></visual></toast>`;
const notifications = {
  apple,
  fcmv1: sdk.createFcmV1Notification({ body: { message: { notification: { title: "Hello" } } } }),
  gcm: sdk.createFcmLegacyNotification({ body: { data: { a: "b" } } }),
  adm: sdk.createAdmNotification({ body: { data: { a: "b" } } }),
  baidu: sdk.createBaiduNotification({ body: { title: "t", description: "d" } }),
  xiaomi: sdk.createXiaomiNotification({ body: { title: "t" } }),
  browser: sdk.createBrowserNotification({ body: { title: "t" } }),
  windows: sdk.createWindowsToastNotification({ body: toast }),
  template: sdk.createTemplateNotification({ body: { text: "from a template" } }),
};
answers.sendNotification = {};
for (const [platform, notification] of Object.entries(notifications)) {
  answers.sendNotification[platform] = await call("sendNotification", notification, {
    tagExpression: "installed || templated || greets",
  });
}
answers.windowsKinds = [];
for (const notification of [
  sdk.createWindowsTileNotification({ body: "<tile><visual/></tile>" }),
  sdk.createWindowsBadgeNotification({ body: sdk.createWindowsBadgeNotificationBody({ value: 3 }) }),
  sdk.createWindowsRawNotification({ body: "raw text" }),
]) {
  answers.windowsKinds.push(await call("sendNotification", notification, { tagExpression: "windows" }));
}
answers.testSend = await call("sendNotification", apple, { tagExpression: "patched", enableTestSend: true });
answers.testSendToNobody = await call("sendNotification", apple, { tagExpression: "nobody", enableTestSend: true });
answers.sendBroadcastNotification = await call("sendBroadcastNotification", apple);
answers.direct = await call("sendNotification", apple, { deviceHandle: "D1EC70" });
answers.directToBrowser = await call("sendNotification", notifications.browser, { deviceHandle: channel });
answers.batch = await call("sendNotification", apple, { deviceHandle: ["BA7C01", "BA7C02"] });
answers.refusedExpression = await failure(call("sendNotification", apple, { tagExpression: "a && " }));
answers.getNotificationOutcomeDetails = await call(
  "getNotificationOutcomeDetails",
  answers.sendNotification.apple.notificationId,
);

// Schedules.
const soon = new Date(Date.now() + 3_600_000);
answers.scheduleNotification = await call("scheduleNotification", soon, apple, { tagExpression: "patched" });
answers.scheduleBroadcastNotification = await call("scheduleBroadcastNotification", soon, apple);
answers.cancelScheduledNotification = await call(
  "cancelScheduledNotification",
  answers.scheduleBroadcastNotification.notificationId,
);
answers.cancelTwice = await failure(
  call("cancelScheduledNotification", answers.scheduleBroadcastNotification.notificationId),
);

// Feedback and jobs.
answers.getFeedbackContainerUrl = await call("getFeedbackContainerUrl");
const container = "https://contoso.blob.core.windows.net/files?sv=2020&sig=abc";
const job = {
  type: "ImportCreateRegistrations",
  outputContainerUrl: container,
  importFileUrl: "https://contoso.blob.core.windows.net/files/import.txt?sig=abc",
};
answers.submitNotificationHubJob = await call("submitNotificationHubJob", job);
answers.getNotificationHubJob = await call("getNotificationHubJob", answers.submitNotificationHubJob.jobId);
answers.beginSubmitNotificationHubJob = await call(
  "beginSubmitNotificationHubJob",
  { type: "ExportRegistrations", outputContainerUrl: container },
  { updateIntervalInMs: 20 },
);
answers.listNotificationHubJobs = await call("listNotificationHubJobs");

process.stdout.write(`${JSON.stringify(answers)}\n`);
