import { apple } from "@nh/payloads";
import apn from "@parse/node-apn";
import { expect, it, onTestFinished } from "vitest";
import { createApns } from "../src/lib/apns/create-apns.js";
import { closeAfterTest } from "./close-after-test.js";
import { startApnsDouble } from "./doubles/apns-double.js";
import { issueCertificate } from "./doubles/certificate.js";

it("sends the same path, headers, body and token claims as @parse/node-apn", async () => {
  const certificate = await issueCertificate();
  const double = await startApnsDouble({ certificate });
  const { key, keyId, teamId, bundleId } = double.credential;
  const own = createApns({ key, keyId, teamId, bundleId, url: double.url, ca: certificate.cert });
  const port = Number(new URL(double.url).port);
  const token = { key, keyId, teamId };
  const theirs = new apn.Provider({ token, address: "localhost", port, ca: [certificate.cert], production: true });
  closeAfterTest(own, double);
  onTestFinished(() => new Promise<void>((resolve) => theirs.shutdown(() => resolve())));

  const device = "0a".repeat(32);
  const expiration = new Date("2030-01-01T00:00:00Z");
  const options = {
    expiration,
    collapseId: "order-7",
    priority: 5,
    apnsId: "123e4567-e89b-12d3-a456-426655440000",
  } as const;
  await own.push(apple({ alert: { title: "T", body: "B" }, badge: 3, data: { order: 7 } }, options), device);

  const notification = new apn.Notification();
  notification.topic = bundleId;
  notification.pushType = "alert";
  notification.expiry = expiration.getTime() / 1000;
  notification.collapseId = options.collapseId;
  notification.priority = options.priority;
  notification.id = options.apnsId;
  notification.alert = { title: "T", body: "B" };
  notification.badge = 3;
  notification.payload = { order: 7 };
  const { sent, failed } = await theirs.send(notification, device);
  expect([sent.length, failed]).toEqual([1, []]);

  const [ours, others] = double.pushed.map(
    ({ headers: { authorization = "", ":authority": _host, ...headers }, body }) => ({
      headers,
      body,
      proof: authorization
        .replace(/^bearer /, "")
        .split(".")
        .slice(0, 2)
        .map((part) => ({ ...JSON.parse(Buffer.from(part, "base64url").toString()), iat: 0, typ: "JWT" })),
    }),
  );
  expect(ours).toEqual(others);
});
