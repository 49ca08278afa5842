import { generateKeyPairSync } from "node:crypto";
import { createHub, type Hub } from "@nh/hub";
import { apple, fcmV1 } from "@nh/payloads";
import { beforeEach, describe, expect, it } from "vitest";
import { everyone, NotificationHubClient } from "../src/index.js";
import { generateKey, type HubSettings, NamespaceClient } from "../src/management.js";
import { collect, rejection } from "./connect-hub.js";

/*
 * Hubs through the client, the codecs and the local hub. That each of the three alone follows the
 * service is shown by recordings and by exact bytes.
 */

const pem = (key: { export(options: object): unknown }) => String(key.export({ type: "pkcs8", format: "pem" }));
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
const { x = "", y = "", d = "" } = ec.privateKey.export({ format: "jwk" });
const p8 = pem(ec.privateKey);
const rsa = pem(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey);
const p12 = Buffer.concat([Buffer.from("308209ef020103", "hex"), Buffer.alloc(60, 7)]).toString("base64");
const vapidKey = Buffer.concat([Buffer.of(4), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]);

const token = {
  key: p8.replace(/-----[A-Z ]+-----|\s/g, ""),
  keyId: "ABC123DEFG",
  teamId: "TEAM123456",
  bundleId: "com.contoso.shop",
};

const credentials: readonly (readonly [string, NonNullable<HubSettings["credentials"]>])[] = [
  ["apns, a key in production", { apns: { ...token, environment: "production" } }],
  ["apns, a key in the sandbox", { apns: { ...token, environment: "sandbox" } }],
  ["apns, a key at an endpoint", { apns: { ...token, endpoint: "https://api.sandbox.push.apple.com:443/3/device" } }],
  [
    "apns, a certificate in production",
    { apns: { certificate: p12, certificatePassword: "secret", environment: "production" } },
  ],
  [
    "apns, a certificate in the sandbox",
    { apns: { certificate: p12, certificatePassword: "a & b < c", environment: "sandbox" } },
  ],
  ["fcmV1", { fcmV1: { privateKey: rsa, projectId: "shop", clientEmail: "push@shop.example" } }],
  ["wns", { wns: { packageSid: "ms-app://S-1-15-2-1", secretKey: "secret+/=" } }],
  ["browser", { browser: { subject: "mailto:a@b.example", publicKey: vapidKey.toString("base64url"), privateKey: d } }],
  ["adm", { adm: { clientId: "id", clientSecret: "secret" } }],
  ["baidu", { baidu: { apiKey: "key", secretKey: "secret" } }],
  ["xiaomi", { xiaomi: { appSecret: "secret", endpoint: "https://api.xmpush.xiaomi.com" } }],
  ["mpns, a certificate", { mpns: { certificate: p12, certificatePassword: "secret" } }],
  ["mpns, unauthenticated", { mpns: {} }],
  ["gcm", { gcm: { apiKey: "key", endpoint: "https://fcm.googleapis.com/fcm/send" } }],
];

let hub: Hub;
let namespace: NamespaceClient;
const reach = (connectionString: string, name: string) =>
  new NotificationHubClient(connectionString, name, { fetch: (url, init) => hub.fetch(new Request(url, init)) });

beforeEach(() => {
  hub = createHub();
  namespace = new NamespaceClient(hub.connectionString, { fetch: (url, init) => hub.fetch(new Request(url, init)) });
});

describe("a hub that is created", () => {
  it.each(credentials)("has the credential %s again when it is read and listed", async (_title, given) => {
    const created = await namespace.hubs.create("shop", { credentials: given });
    expect(created.credentials).toStrictEqual(given);
    expect((await namespace.hubs.get("shop")).credentials).toStrictEqual(given);
    const [listed] = await collect(namespace.hubs.list());
    expect(listed?.credentials).toStrictEqual(given);
    const updated = await namespace.hubs.update("shop", (current) => ({ ...current, userMetadata: "x" }));
    expect(updated).toMatchObject({ credentials: given, userMetadata: "x" });
  });

  it("has all credentials at once", async () => {
    const all = Object.assign({}, ...credentials.map(([, given]) => given)) as HubSettings["credentials"];
    await namespace.hubs.create("shop", { credentials: all });
    expect((await namespace.hubs.get("shop")).credentials).toStrictEqual(all);
  });

  it("is opened by the keys of its policies, and by no others", async () => {
    const primaryKey = generateKey();
    const rules = [{ name: "Backend", rights: ["Send"], primaryKey }] as const;
    await namespace.hubs.create("shop", { authorizationRules: rules });
    const connectionString = (sharedAccessKey: string) =>
      hub.connectionString.replace(
        /SharedAccessKeyName=[^;]+;SharedAccessKey=[^;]+/,
        `SharedAccessKeyName=Backend;SharedAccessKey=${sharedAccessKey}`,
      );
    const notification = apple({ alert: "Hello" });
    const result = await reach(connectionString(primaryKey), "shop").send(notification, everyone());
    expect(result.state).toBe("enqueued");
    const wrong = reach(connectionString(generateKey()), "shop").send(notification, everyone());
    expect(await rejection(wrong)).toMatchObject({ code: "NH_UNAUTHORIZED" });
  });

  it("refuses a send whose format has no credential, with the credential that it lacks", async () => {
    await namespace.hubs.create("shop", { credentials: { adm: { clientId: "id", clientSecret: "secret" } } });
    const client = reach(hub.connectionString, "shop");
    const error = await rejection(client.send(fcmV1({ notification: { title: "Hello" } }), everyone()));
    expect(error).toMatchObject({
      code: "NH_CREDENTIAL_MISSING",
      detail: expect.stringMatching(
        /^The notification has no target applications\. The notification format is fcmv1\./,
      ),
      message: expect.stringContaining("Give the hub the credential fcmV1."),
    });
  });
});

describe("the life of a hub", () => {
  it("goes from created over updated to deleted", async () => {
    const { hubs } = namespace;
    expect(await hubs.exists("shop")).toBe(false);
    const created = await hubs.upsert("shop", { registrationTtl: { days: 90 } });
    expect(created.authorizationRules?.map(({ name }) => name).sort()).toEqual([
      "DefaultFullSharedAccessSignature",
      "DefaultListenSharedAccessSignature",
    ]);
    expect(await rejection(hubs.create("shop"))).toMatchObject({ code: "NH_CONFLICT" });
    const updated = await hubs.upsert("shop", { disabled: true });
    expect(updated).toMatchObject({ name: "shop", disabled: true, registrationTtl: "never" });
    const refused = reach(hub.connectionString, "shop").send(apple({ alert: "Hello" }), everyone());
    expect(await rejection(refused)).toMatchObject({ code: "NH_FORBIDDEN" });
    await hubs.delete("shop");
    expect(await hubs.exists("shop")).toBe(false);
    for (const call of [hubs.get("shop"), hubs.delete("shop"), hubs.update("shop", {})]) {
      expect(await rejection(call)).toMatchObject({ code: "NH_NOT_FOUND", status: 404 });
    }
  });

  it("is refused to a policy of the hub, with the reason", async () => {
    const primaryKey = generateKey();
    await namespace.hubs.create("shop", {
      authorizationRules: [{ name: "Own", rights: ["Manage"], primaryKey }],
    });
    const own = new NamespaceClient(
      hub.connectionString.replace(
        /SharedAccessKeyName=[^;]+;SharedAccessKey=[^;]+/,
        `SharedAccessKeyName=Own;SharedAccessKey=${primaryKey}`,
      ),
      { fetch: (url, init) => hub.fetch(new Request(url, init)) },
    );
    for (const call of [own.hubs.get("shop"), own.hubs.update("shop", {}), own.hubs.delete("shop")]) {
      const error = await rejection(call);
      expect(error).toMatchObject({ code: "NH_UNAUTHORIZED" });
      expect(String(error)).toContain("Hubs are managed with a policy of the namespace that has the Manage right");
    }
  });
});
