// Run by azure-sb.test.ts in a process of its own: drives the old azure-sb 0.11 (API version
// 2016-07) as a program of 2016 would.
import { promisify } from "node:util";
import azure from "azure-sb";

const hub = azure.createNotificationHubService(process.env.NH_HUB, process.env.NH_CONNECTION_STRING);
const answers = {};

/**
 * Calls a method that takes a callback. The result is its second argument, or the status when it
 * has none.
 */
function call(target, method, ...parameters) {
  return promisify((done) =>
    target[method](...parameters, (error, result, response) =>
      done(error, response === undefined ? result?.statusCode : result),
    ),
  )();
}

const failure = (promise) =>
  promise.then(
    () => "no error",
    (error) => ({
      status: error.statusCode,
      detail: String(error.detail ?? error.message).replace(/TrackingId:.*/s, ""),
    }),
  );

/** Registrations have a member `_` that describes the document they were read from. */
const plain = ({ _, ...registration }) => ({ ...registration, kind: _?.ContentRootElement });

answers.createRegistrationId = await call(hub, "createRegistrationId");
answers.apple = plain(await call(hub.apns, "createNativeRegistration", "CAFE01", ["old", "apple"]));
answers.appleTemplate = plain(
  await call(hub.apns, "createTemplateRegistration", "CAFE01", ["old"], { aps: { alert: "$(text)" } }),
);
answers.gcm = plain(await call(hub.gcm, "createNativeRegistration", "gcm-old", ["old"]));
answers.wns = plain(
  await call(hub.wns, "createNativeRegistration", "https://db5.notify.windows.com/?token=old", ["old"]),
);
answers.mpns = plain(await call(hub.mpns, "createNativeRegistration", "http://sn1.notify.live.net/old", ["old"]));
answers.own = plain(
  await call(hub.apns, "createOrUpdateNativeRegistration", answers.createRegistrationId, "BEEF02", ["own"]),
);
answers.getRegistration = plain(await call(hub, "getRegistration", answers.createRegistrationId));
answers.listRegistrations = (await call(hub, "listRegistrations")).map(plain).map(({ kind }) => kind);
answers.listTop = (await call(hub, "listRegistrations", { top: 2 })).length;
answers.listRegistrationsByTag = (await call(hub, "listRegistrationsByTag", "old")).map(plain).map(({ kind }) => kind);
answers.listByToken = (await call(hub.apns, "listRegistrationsByToken", "CAFE01")).map(plain).map(({ kind }) => kind);
answers.listByChannel = (await call(hub.wns, "listRegistrationsByChannel", "https://db5.notify.windows.com/?token=old"))
  .map(plain)
  .map(({ kind }) => kind);
answers.deleteRegistration = (
  await promisify((id, done) => hub.deleteRegistration(id, (error, response) => done(error, response)))(
    answers.createRegistrationId,
  )
).statusCode;
answers.deleted = await failure(call(hub, "getRegistration", answers.createRegistrationId));

answers.putInstallation = await call(hub, "createOrUpdateInstallation", {
  installationId: "i-old",
  platform: "apns",
  pushChannel: "A1B2C3",
  tags: ["installed"],
});
answers.patchInstallation = await call(hub, "patchInstallation", "i-old", [
  { op: "add", path: "/tags", value: "patched" },
]);
answers.getInstallation = await call(hub, "getInstallation", "i-old");

const send = (target, ...parameters) =>
  promisify((done) => target.send(...parameters, (error, response) => done(error, response?.statusCode)))();
answers.sends = {
  apple: await send(hub.apns, "old", { alert: "Hello", badge: 1, expiry: new Date("2030-01-02T03:04:05Z") }),
  gcm: await send(hub.gcm, ["old", "else"], { data: { a: "b" } }),
  windows: await send(hub.wns, "old", "<toast/>", "wns/toast"),
  phone: await promisify((done) =>
    hub.mpns.sendToast("old", { text1: "a", text2: "b" }, (error, response) => done(error, response?.statusCode)),
  )(),
  template: await send(hub, "old", { text: "from a template" }),
  everyone: await send(hub.apns, null, '{"aps":{"alert":"all"}}'),
};
answers.deleteInstallation = await call(hub, "deleteInstallation", "i-old");
process.stdout.write(`${JSON.stringify(answers)}\n`);
