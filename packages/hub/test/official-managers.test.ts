import { createHash, createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { NOW, ORIGIN, startTestHub, type TestHub } from "../src/lib/fixtures/call-hub.js";
import { credentialElement, ruleElement } from "../src/lib/fixtures/hub-document.js";
import { developmentPolicy } from "../src/lib/options.js";

/*
 * What the `NamespaceManager` of the official SDKs sends, byte for byte, and what it expects. Read
 * in their sources: NamespaceManager.cs and SharedAccessSignatureTokenProvider.cs of
 * azure-notificationhubs-dotnet, NamespaceManager.java and NotificationHubDescription.java of
 * azure-notificationhubs-java-backend.
 */

const serviceBus = "http://schemas.microsoft.com/netservices/2010/10/servicebus/connect";
const instance = "http://www.w3.org/2001/XMLSchema-instance";
const key = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

const apns = credentialElement("ApnsCredential", {
  Endpoint: "https://api.push.apple.com:443/3/device",
  Token: "MIGTAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBHkwdw==",
  KeyId: "ABC123DEFG",
  AppName: "com.contoso.shop",
  AppId: "TEAM123456",
});
const wns = credentialElement("WnsCredential", { PackageSid: "ms-app://S-1-15-2-1", SecretKey: "wns-secret" });
const gcm = (endpoint: string) =>
  credentialElement("GcmCredential", { [endpoint]: "https://fcm.googleapis.com/fcm/send", GoogleApiKey: "gcm-key" });
const mpns = credentialElement("MpnsCredential", { MpnsCertificate: "MIIJ7w==", CertificateKey: "mpns-secret" });
const adm = credentialElement("AdmCredential", {
  ClientId: "adm-id",
  ClientSecret: "adm-secret",
  AuthTokenUrl: "https://api.amazon.com/auth/O2/token",
  SendUrlTemplate: "https://api.amazon.com/messaging/registrations/{0}/messages",
});
const baidu = credentialElement("BaiduCredential", {
  BaiduApiKey: "baidu-key",
  BaiduEndPoint: "https://channel.api.duapp.com/rest/2.0/channel/channel",
  BaiduSecretKey: "baidu-secret",
});
const fcmV1 = credentialElement("FcmV1Credential", {
  PrivateKey: "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n",
  ProjectId: "contoso-shop",
  ClientEmail: "push@contoso-shop.iam.gserviceaccount.com",
});
const browser = credentialElement("BrowserCredential", {
  Subject: "mailto:push@contoso.example",
  VapidPublicKey: "BPk1CXwXrBVq",
  VapidPrivateKey: "vapid-private",
});

/** The values of the properties of all credentials in a document, in any order. */
const valuesIn = (xml: string) => Array.from(xml.matchAll(/<Value>([^<]*)<\/Value>/g), ([, value]) => value).sort();

/** Signs for the whole URI in lower case, its query included, as the client of Java does. */
function tokenFor(uri: string): string {
  const audience = encodeURIComponent(uri.toLowerCase()).replace(/%[0-9A-F]{2}/g, (octet) => octet.toLowerCase());
  const expires = Math.floor(NOW / 1000) + 3600;
  const signature = createHmac("sha256", developmentPolicy.primaryKey)
    .update(`${audience}\n${expires}`)
    .digest("base64");
  return `SharedAccessSignature sr=${audience}&sig=${encodeURIComponent(signature)}&se=${expires}&skn=${developmentPolicy.keyName}`;
}

describe("the NamespaceManager of .NET", () => {
  const version = "2020-06";
  const document = (...elements: string[]) =>
    '<?xml version="1.0" encoding="utf-8"?><entry xmlns = "http://www.w3.org/2005/Atom"><content type = "application/xml">' +
    `<NotificationHubDescription xmlns:i="${instance}" xmlns="${serviceBus}">${elements.join("")}</NotificationHubDescription>` +
    "</content></entry>";
  const everything = document(
    apns,
    "<RegistrationTtl>P90D</RegistrationTtl>",
    wns,
    `<AuthorizationRules>${ruleElement("Backend", ["Send"], key)}</AuthorizationRules>`,
    // Its class FcmCredential writes this name.
    gcm("FcmEndpoint"),
    mpns,
    "<UserMetadata>shop</UserMetadata>",
    adm,
    baidu,
    fcmV1,
    browser,
  );

  /** Without a content type: the body is a stream of bytes. */
  const send = ({ call }: TestHub, method: string, path: string, body?: string, more: Record<string, string> = {}) => {
    const guid = createHash("md5").update(`${method}${path}`).digest("hex");
    const headers = {
      authorization: tokenFor(`${ORIGIN}${path}`),
      "x-ms-version": version,
      TrackingId: guid.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5"),
      "User-Agent": `NHub/${version} (api-origin=DotNetSdk; os=Linux; os-version=5.15)`,
      ...more,
    };
    return call(method, path, { headers, ...(body === undefined ? {} : { body: new Blob([body]).stream() }) });
  };

  it("creates, reads, lists, updates and deletes a hub with every credential", async () => {
    const started = startTestHub();
    const path = `/shop?api-version=${version}`;
    const created = await send(started, "PUT", path, everything);
    expect(created.status).toBe(201);
    const read = await send(started, "GET", path);
    expect(read.status).toBe(200);
    expect(read.headers.get("content-type")).toBe("application/atom+xml; type=entry; charset=utf-8");
    expect(valuesIn(read.body)).toEqual(valuesIn(everything));
    // Its list takes the titles of the feed at the root, whose request has no api-version.
    const listed = await send(started, "GET", "/");
    expect(listed.body).toMatch(/^<feed [^>]*>.*<entry>.*<title type="text">shop<\/title>.*<\/feed>$/s);
    const updated = await send(started, "PUT", path, document("<Status>true</Status>"), { "If-Match": "*" });
    expect(updated.status).toBe(200);
    expect(updated.body).toContain("<Status>true</Status>");
    expect(updated.body).not.toContain("Credential>");
    const deleted = await send(started, "DELETE", path);
    expect([deleted.status, deleted.body]).toEqual([200, ""]);
  });

  it("takes a response without content for a missing hub, and 409 for one that exists", async () => {
    const started = startTestHub();
    const path = `/shop?api-version=${version}`;
    const missing = await send(started, "GET", path);
    expect(missing.status).toBe(200);
    expect(missing.body).not.toContain("<content");
    await send(started, "PUT", path, document());
    const again = await send(started, "PUT", path, document());
    expect(again.status).toBe(409);
    expect(again.body).toMatch(/<Code>409<\/Code><Detail>SubCode=40900\. Conflict/);
  });
});

describe("the NamespaceManager of Java", () => {
  const version = "2014-09";
  const document = (...elements: string[]) =>
    '<?xml version="1.0" encoding="utf-8"?><entry xmlns="http://www.w3.org/2005/Atom"><content type="application/xml">' +
    `<NotificationHubDescription xmlns:i="${instance}" xmlns="${serviceBus}">${elements.join("")}</NotificationHubDescription>` +
    "</content></entry>";
  // FcmV1 stands before Mpns, Adm and Baidu, against the order of the service's contract.
  const everything = document(apns, wns, gcm("GcmEndpoint"), fcmV1, mpns, adm, baidu, browser);

  const send = ({ call }: TestHub, method: string, path: string, body?: string, more: Record<string, string> = {}) => {
    // Its library calls the encoding of the text a content encoding, and names another charset.
    const typed = {
      "Content-Type": "application/atom+xml; charset=ISO-8859-1",
      "Content-Encoding": "utf-8",
    };
    const headers = { authorization: tokenFor(`${ORIGIN}${path}`), ...(body === undefined ? {} : typed), ...more };
    return call(method, path, { headers, ...(body === undefined ? {} : { body }) });
  };

  it("creates, reads, lists, updates and deletes a hub with every credential", async () => {
    const started = startTestHub();
    const path = `/shop?api-version=${version}`;
    // It wants exactly 201 and 200.
    expect((await send(started, "PUT", path, everything)).status).toBe(201);
    const read = await send(started, "GET", path);
    expect(valuesIn(read.body)).toEqual(valuesIn(everything));
    const listed = await send(
      started,
      "GET",
      `/$Resources/NotificationHubs/?api-version=${version}&$skip=0&$top=2147483647`,
    );
    expect(listed.status).toBe(200);
    expect(valuesIn(listed.body)).toEqual(valuesIn(everything));
    expect(listed.body).toContain('<title type="text">shop</title>');
    const updated = await send(started, "PUT", path, document(adm), { "If-Match": "*" });
    expect(updated.status).toBe(200);
    expect(valuesIn(updated.body)).toEqual(valuesIn(adm));
    expect((await send(started, "DELETE", path)).status).toBe(200);
    expect((await send(started, "DELETE", path)).status).toBe(404);
  });
});
