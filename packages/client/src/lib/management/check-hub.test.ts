import { generateKeyPairSync } from "node:crypto";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { rejection } from "../../../test/connect-hub.js";
import { isArgumentError } from "../argument-error.js";
import { checkHub } from "./check-hub.js";
import { generateKey } from "./generate-key.js";
import type { HubSettings } from "./hub-settings.js";

const pem = (key: { export(options: object): unknown }, type = "pkcs8"): string =>
  String(key.export({ type, format: "pem" }));

const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
const otherEc = generateKeyPairSync("ec", { namedCurve: "P-256" });
const wrongCurve = generateKeyPairSync("ec", { namedCurve: "P-384" });
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });

const p8 = pem(ec.privateKey);
const p8Base64 = p8.replace(/-----[A-Z ]+-----|\s/g, "");
const apnsKey = { key: p8, keyId: "ABC123DEFG", teamId: "TEAM123456", bundleId: "com.contoso.shop" };
const apns = { ...apnsKey, environment: "production" } as const;

const account = {
  type: "service_account",
  project_id: "contoso-shop",
  private_key_id: "0123456789abcdef",
  private_key: pem(rsa.privateKey),
  client_email: "push@contoso-shop.iam.gserviceaccount.com",
  token_uri: "https://oauth2.googleapis.com/token",
};
const fcmV1 = { privateKey: account.private_key, projectId: account.project_id, clientEmail: account.client_email };

function vapidOf({ privateKey }: typeof ec) {
  const { x = "", y = "", d = "" } = privateKey.export({ format: "jwk" });
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]);
  return { subject: "mailto:push@contoso.example", publicKey: point.toString("base64url"), privateKey: d };
}
const browser = vapidOf(ec);

/** The beginning of a PFX: a sequence, its length in two bytes, and the version 3. */
const p12 = Buffer.concat([Buffer.from("308209ef020103", "hex"), Buffer.alloc(100)]).toString("base64");
const rule = { name: "Backend", rights: ["Send"], primaryKey: generateKey() } as const;

const credentials = (kind: string, credential: unknown) =>
  ({ credentials: { [kind]: credential } }) as unknown as HubSettings;

describe("a hub", () => {
  it("passes as get returned it", async () => {
    const hub = {
      name: "shop",
      registrationTtl: { days: 90 },
      userMetadata: "shop",
      disabled: false,
      authorizationRules: [rule],
      credentials: { apns: { ...apns, key: p8Base64 }, fcmV1, browser, adm: { clientId: "id", clientSecret: "s" } },
      dailyPushes: 3,
      unknownElements: ["<New/>"],
    } as const;
    expect(await checkHub(hub)).toStrictEqual(hub);
  });

  it.each<[string, HubSettings]>([
    ["never", { registrationTtl: "never" }],
    ["one day", { registrationTtl: { days: 1 } }],
    ["one day in seconds", { registrationTtl: { seconds: 86_400 } }],
    ["the longest time span of .NET in days", { registrationTtl: { days: 10_675_199 } }],
    ["a day and a half", { registrationTtl: { days: 1.5 } }],
    ["what the service reads from P1DT0.5S", { registrationTtl: { seconds: 86_400.5 } }],
    ["the longest metadata", { userMetadata: "x".repeat(1024) }],
  ])("passes with %s", async (_title, settings) => {
    expect(await checkHub(settings)).toStrictEqual(settings);
  });

  it.each<[string, unknown, string, string]>([
    ["no object", "shop", "description", "description must be an object, such as { registrationTtl: { days: 90 } }."],
    [
      "an unknown member",
      { ttl: 1 },
      "ttl",
      "ttl is not a known member. Known members: name, registrationTtl, userMetadata, disabled, authorizationRules, credentials.",
    ],
    ...[
      ...[{ days: 0.9 }, { seconds: 86_399 }, { days: -90 }, { days: Number.NaN }, { seconds: Number.NaN }],
      ...[{ days: Number.POSITIVE_INFINITY }, { seconds: Number.POSITIVE_INFINITY }, { days: 1e308 }],
      ...[{ days: 1e300 }, { days: 20_000_000 }, { days: 10_675_200 }, { seconds: 922_337_203_685 }],
      ...[{ days: 1, seconds: 86_400 }, { days: 1, hours: 12 }, {}, [], "P90D", null, { days: "90" }],
    ].map((registrationTtl): [string, unknown, string, string] => [
      `the time to live ${inspect(registrationTtl)}`,
      { registrationTtl },
      "registrationTtl",
      'registrationTtl must be "never", { days } or { seconds }, from 1 to 10,675,199 days.',
    ]),
    [
      "long metadata",
      { userMetadata: "x".repeat(1025) },
      "userMetadata",
      "userMetadata must be a string of at most 1024 characters.",
    ],
    ["a status that is a word", { disabled: "yes" }, "disabled", "disabled must be true or false."],
  ])("is refused with %s", async (_title, settings, argument, message) => {
    const error = await rejection(checkHub(settings as HubSettings));
    expect(isArgumentError(error)).toBe(true);
    expect(error).toMatchObject({ argument, message: `hub: ${message}`, code: "NH_INVALID_ARGUMENT" });
  });
});

describe("an authorization rule", () => {
  it("with Manage gets all three rights", async () => {
    const { authorizationRules } = await checkHub({ authorizationRules: [{ ...rule, rights: ["Manage"] }] });
    expect(authorizationRules).toStrictEqual([{ ...rule, rights: ["Listen", "Manage", "Send"] }]);
  });

  it("keeps a key that the service holds, whatever its length", async () => {
    const old = { ...rule, primaryKey: "an old key", secondaryKey: "another" };
    expect(await checkHub({ authorizationRules: [old] }, { authorizationRules: [old] })).toStrictEqual({
      authorizationRules: [old],
    });
  });

  it.each<[string, unknown, string, string]>([
    ["rules that are not an array", {}, "authorizationRules", "authorizationRules must be a list."],
    ["null", [null], "authorizationRules[0]", "authorizationRules[0] must be an object."],
    [
      "no name",
      [{ ...rule, name: "" }],
      "authorizationRules[0].name",
      "authorizationRules[0].name must be a string of 1 to 256 characters.",
    ],
    [
      "a name that appears twice",
      [rule, rule],
      "authorizationRules[1].name",
      'authorizationRules[1].name must be unique, but "Backend" appears twice.',
    ],
    [
      "no right",
      [{ ...rule, rights: [] }],
      "authorizationRules[0].rights",
      "authorizationRules[0].rights must be a list of one or more of Listen, Manage, Send.",
    ],
    [
      "a right that appears twice",
      [{ ...rule, rights: ["Send", "Send"] }],
      "authorizationRules[0].rights",
      "authorizationRules[0].rights must be unique: each right appears once.",
    ],
    [
      "no key",
      [{ ...rule, primaryKey: undefined }],
      "authorizationRules[0].primaryKey",
      "authorizationRules[0].primaryKey is missing. generateKey() makes a new key.",
    ],
    [
      "a short key",
      [{ ...rule, secondaryKey: "c2hvcnQ=" }],
      "authorizationRules[0].secondaryKey",
      "authorizationRules[0].secondaryKey must be the base64 of 32 bytes. generateKey() makes a new key.",
    ],
  ])("is refused with %s", async (_title, authorizationRules, argument, message) => {
    const error = await rejection(checkHub({ authorizationRules } as HubSettings));
    expect(error).toMatchObject({ name: "ArgumentError", argument, message: `hub: ${message}` });
  });
});

describe("a generated key", () => {
  it("is the base64 of 32 random bytes", () => {
    const keys = new Set(Array.from({ length: 20 }, generateKey));
    expect(keys.size).toBe(20);
    for (const key of keys) {
      expect(key).toHaveLength(44);
      expect(Buffer.from(key, "base64")).toHaveLength(32);
    }
  });
});

describe("a credential", () => {
  it.each([
    ["with its frame", p8],
    ["without its frame", p8Base64],
    ["with the line breaks of Windows", p8.replaceAll("\n", "\r\n")],
    ["with text around it", `Apple\n${p8}\n`],
  ])("for APNs takes the key %s", async (_title, key) => {
    const checked = await checkHub({ credentials: { apns: { ...apns, key } } });
    expect(checked).toStrictEqual({ credentials: { apns: { ...apns, key: p8Base64 } } });
  });

  it("for APNs takes a certificate, and every endpoint that delivers", async () => {
    const endpoints = [
      "gateway.push.apple.com",
      "gateway.sandbox.push.apple.com",
      "https://api.push.apple.com:443/3/device",
      "https://api.development.push.apple.com:443/3/device",
      "https://api.sandbox.push.apple.com:443/3/device",
    ];
    for (const endpoint of endpoints) {
      const settings = { credentials: { apns: { certificate: p12, certificatePassword: "secret", endpoint } } };
      expect(await checkHub(settings)).toStrictEqual(settings);
    }
  });

  it.each([
    ["an object", account],
    ["JSON", JSON.stringify(account)],
    ["its three members", fcmV1],
    [
      "an environment variable with backslashes",
      { ...account, private_key: account.private_key.replaceAll("\n", "\\n") },
    ],
  ])("for FCM v1 takes a service account as %s", async (_title, given) => {
    expect(await checkHub({ credentials: { fcmV1: given } })).toStrictEqual({ credentials: { fcmV1 } });
  });

  it.each([
    ["wns", { packageSid: "ms-app://S-1-15-2-1-2-3", secretKey: "s" }],
    ["gcm", { apiKey: "k" }],
    ["mpns", {}],
    ["mpns", { certificate: p12, certificatePassword: "s" }],
    ["baidu", { apiKey: "k", secretKey: "" }],
    ["xiaomi", { appSecret: "s", endpoint: "https://api.xmpush.xiaomi.com" }],
    ["xiaomi", { appSecret: "s", endpoint: "sandbox.xmpush.xiaomi.com" }],
    ["browser", { ...browser, unknownProperties: { New: "x" }, blockedOn: "2026-01-01T00:00:00Z" }],
  ])("for %s passes as %j", async (kind, credential) => {
    expect(await checkHub(credentials(kind, credential))).toStrictEqual(credentials(kind, credential));
  });

  const apple = "Pass the .p8 file of an APNs key from Apple's developer account.";
  const google = 'Download a service account in the Firebase console: "Project settings", "Service accounts".';
  it.each<[string, string, unknown, string, string]>([
    [
      "apns",
      "no environment",
      apnsKey,
      "credentials.apns.environment",
      'credentials.apns.environment must be "production" or "sandbox".',
    ],
    [
      "apns",
      "the environment of another service",
      { ...apns, environment: "development" },
      "credentials.apns.environment",
      'credentials.apns.environment must be "production" or "sandbox".',
    ],
    [
      "apns",
      "an endpoint that delivers nothing",
      { ...apnsKey, endpoint: "https://api.sandbox.push.apple.com" },
      "credentials.apns.endpoint",
      "credentials.apns.endpoint is not an endpoint to which the service delivers. Set environment instead, or use one of: gateway.push.apple.com, gateway.sandbox.push.apple.com, https://api.push.apple.com:443/3/device, https://api.development.push.apple.com:443/3/device, https://api.sandbox.push.apple.com:443/3/device.",
    ],
    [
      "apns",
      "environment and endpoint",
      { ...apns, endpoint: "gateway.push.apple.com" },
      "credentials.apns.endpoint",
      "credentials.apns.endpoint must be absent, since environment chooses it.",
    ],
    [
      "apns",
      "a key and a certificate",
      { ...apns, certificate: p12, certificatePassword: "s" },
      "credentials.apns",
      "credentials.apns takes either key, keyId, teamId and bundleId, or a certificate, not both.",
    ],
    [
      "apns",
      "neither",
      { environment: "sandbox" },
      "credentials.apns",
      "credentials.apns needs key, keyId, teamId and bundleId, or certificate and certificatePassword.",
    ],
    [
      "apns",
      "a short key id",
      { ...apns, keyId: "ABC" },
      "credentials.apns.keyId",
      "credentials.apns.keyId must be 10 characters, capital letters and digits, as Apple's developer account shows it.",
    ],
    [
      "apns",
      "no team",
      { ...apns, teamId: undefined },
      "credentials.apns.teamId",
      "credentials.apns.teamId must be 10 characters, capital letters and digits, as Apple's developer account shows it.",
    ],
    [
      "apns",
      "no bundle",
      { ...apns, bundleId: "" },
      "credentials.apns.bundleId",
      "credentials.apns.bundleId must be the bundle ID of the app, such as com.example.shop.",
    ],
    [
      "apns",
      "a key on another curve",
      { ...apns, key: pem(wrongCurve.privateKey) },
      "credentials.apns.key",
      `credentials.apns.key must be a private key on the curve P-256 in PKCS#8. ${apple}`,
    ],
    [
      "apns",
      "an RSA key",
      { ...apns, key: account.private_key },
      "credentials.apns.key",
      `credentials.apns.key must be a private key on the curve P-256 in PKCS#8. ${apple}`,
    ],
    [
      "apns",
      "a key of another form",
      { ...apns, key: pem(ec.privateKey, "sec1") },
      "credentials.apns.key",
      `credentials.apns.key is PEM with the label "EC PRIVATE KEY", but must be a private key in PKCS#8 ("PRIVATE KEY"). To convert a key: openssl pkcs8 -topk8 -nocrypt -in key.pem. ${apple}`,
    ],
    [
      "apns",
      "a key that is cut off",
      { ...apns, key: p8.slice(0, 100) },
      "credentials.apns.key",
      `credentials.apns.key is PEM without a complete frame. ${apple}`,
    ],
    [
      "apns",
      "a path",
      { ...apns, key: "./AuthKey.p8" },
      "credentials.apns.key",
      `credentials.apns.key must be the base64 of a private key. ${apple}`,
    ],
    [
      "apns",
      "a certificate in PEM",
      { environment: "production", certificate: "-----BEGIN CERTIFICATE-----", certificatePassword: "s" },
      "credentials.apns.certificate",
      "credentials.apns.certificate is PEM, but must be the base64 of a .p12 file. To convert a certificate: openssl pkcs12 -export -in certificate.pem -out certificate.p12.",
    ],
    [
      "apns",
      "a certificate that is a key",
      { environment: "production", certificate: p8Base64, certificatePassword: "s" },
      "credentials.apns.certificate",
      "credentials.apns.certificate must be the base64 of a .p12 file.",
    ],
    [
      "apns",
      "a certificate without its password",
      { environment: "production", certificate: p12, certificatePassword: "" },
      "credentials.apns.certificatePassword",
      "credentials.apns.certificatePassword must be a string that is not empty.",
    ],
    [
      "fcmV1",
      "a string that is not JSON",
      "service-account.json",
      "credentials.fcmV1",
      `credentials.fcmV1 is a string, but not JSON. ${google}`,
    ],
    ["fcmV1", "a list", [], "credentials.fcmV1", "credentials.fcmV1 must be an object."],
    ["fcmV1", "JSON of a list", "[]", "credentials.fcmV1", `credentials.fcmV1 must be a service account. ${google}`],
    [
      "fcmV1",
      "the file of the app",
      { project_info: {} },
      "credentials.fcmV1",
      `credentials.fcmV1 is google-services.json, the file of the app. ${google}`,
    ],
    [
      "fcmV1",
      "an account of a person",
      { ...account, type: "authorized_user" },
      "credentials.fcmV1.type",
      `credentials.fcmV1.type must be "service_account". ${google}`,
    ],
    [
      "fcmV1",
      "no project",
      { ...account, project_id: "" },
      "credentials.fcmV1.project_id",
      "credentials.fcmV1.project_id must be a string that is not empty.",
    ],
    [
      "fcmV1",
      "no address",
      { ...fcmV1, clientEmail: undefined },
      "credentials.fcmV1.clientEmail",
      "credentials.fcmV1.clientEmail must be a string that is not empty.",
    ],
    [
      "fcmV1",
      "a key without its frame",
      { ...fcmV1, privateKey: p8Base64 },
      "credentials.fcmV1.privateKey",
      `credentials.fcmV1.privateKey must be PEM with its frame. ${google}`,
    ],
    [
      "fcmV1",
      "a key of APNs",
      { ...fcmV1, privateKey: p8 },
      "credentials.fcmV1.privateKey",
      `credentials.fcmV1.privateKey must be an RSA private key in PKCS#8. ${google}`,
    ],
    [
      "wns",
      "a package SID without its scheme",
      { packageSid: "S-1-15-2-1-2", secretKey: "s" },
      "credentials.wns.packageSid",
      "credentials.wns.packageSid must be a package SID such as ms-app://S-1-15-2-1…, with ms-app:// in front.",
    ],
    [
      "wns",
      "no secret",
      { packageSid: "ms-app://S-1-15-2-1" },
      "credentials.wns.secretKey",
      "credentials.wns.secretKey must be a string that is not empty.",
    ],
    ["gcm", "no key", {}, "credentials.gcm.apiKey", "credentials.gcm.apiKey must be a string that is not empty."],
    [
      "gcm",
      "a number",
      { apiKey: "k", endpoint: 1 },
      "credentials.gcm.endpoint",
      "credentials.gcm.endpoint must be a string.",
    ],
    [
      "gcm",
      "an unknown member",
      { apiKey: "k", apikey: "secret" },
      "credentials.gcm.apikey",
      "credentials.gcm.apikey is not a known member. Known members: endpoint, apiKey, blockedOn.",
    ],
    [
      "mpns",
      "a password alone",
      { certificatePassword: "s" },
      "credentials.mpns.certificate",
      "credentials.mpns.certificate must be a string that is not empty.",
    ],
    [
      "adm",
      "no id",
      { clientSecret: "s" },
      "credentials.adm.clientId",
      "credentials.adm.clientId must be a string that is not empty.",
    ],
    [
      "adm",
      "no secret",
      { clientId: "s" },
      "credentials.adm.clientSecret",
      "credentials.adm.clientSecret must be a string that is not empty.",
    ],
    ["baidu", "no key", {}, "credentials.baidu.apiKey", "credentials.baidu.apiKey must be a string that is not empty."],
    [
      "xiaomi",
      "another host",
      { appSecret: "s", endpoint: "https://xiaomi.example" },
      "credentials.xiaomi.endpoint",
      "credentials.xiaomi.endpoint must be one of api.xmpush.xiaomi.com, api.xmpush.global.xiaomi.com, sandbox.xmpush.xiaomi.com.",
    ],
    [
      "browser",
      "a subject that is not an address",
      { ...browser, subject: "push@contoso.example" },
      "credentials.browser.subject",
      "credentials.browser.subject must be a mailto: or https: address.",
    ],
    [
      "browser",
      "a short public key",
      { ...browser, publicKey: browser.privateKey },
      "credentials.browser.publicKey",
      "credentials.browser.publicKey must be 65 bytes in base64url.",
    ],
    [
      "browser",
      "a private key that is PEM",
      { ...browser, privateKey: p8 },
      "credentials.browser.privateKey",
      "credentials.browser.privateKey must be 32 bytes in base64url.",
    ],
    [
      "browser",
      "keys of two pairs",
      { ...browser, privateKey: vapidOf(otherEc).privateKey },
      "credentials.browser.privateKey",
      "credentials.browser.privateKey does not belong to credentials.browser.publicKey. Pass both keys of one pair.",
    ],
    [
      "fcmv1",
      "its name misspelled",
      {},
      "credentials.fcmv1",
      "credentials.fcmv1 is not a known credential. Known credentials: apns, wns, gcm, mpns, adm, baidu, fcmV1, browser, xiaomi.",
    ],
    ["adm", "null", null, "credentials.adm", "credentials.adm must be an object."],
  ])("for %s is refused with %s", async (kind, _title, credential, argument, message) => {
    const error = await rejection(checkHub(credentials(kind, credential)));
    expect(error).toMatchObject({ name: "ArgumentError", argument, message: `hub: ${message}` });
  });

  it("shows no secret in an error", async () => {
    const secret = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0";
    const wrong = [
      credentials("apns", { ...apns, key: secret }),
      credentials("apns", { ...apns, key: undefined, certificate: secret, certificatePassword: secret }),
      credentials("fcmV1", { ...fcmV1, privateKey: secret }),
      credentials("fcmV1", `{"private_key": "${secret}"`),
      credentials("browser", { ...browser, privateKey: secret }),
      { authorizationRules: [{ ...rule, primaryKey: secret }] },
    ];
    for (const settings of wrong) {
      const error = (await rejection(checkHub(settings))) as Error;
      expect(error).toMatchObject({ name: "ArgumentError" });
      expect(`${error.message}${error.stack}${JSON.stringify(error)}`).not.toContain(secret.slice(0, 8));
    }
  });
});
