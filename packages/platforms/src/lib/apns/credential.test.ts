import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { inspect } from "node:util";
import { apple } from "@nh/payloads";
import { describe, expect, it } from "vitest";
import { closeAfterTest } from "../../../test/close-after-test.js";
import { startApnsDouble } from "../../../test/doubles/apns-double.js";
import { issueCertificate } from "../../../test/doubles/certificate.js";
import { inspectApnsCertificate } from "./certificate.js";
import { type ApnsOptions, createApns } from "./create-apns.js";

const file = (name: string): Buffer => readFileSync(new URL(`./fixtures/${name}`, import.meta.url));
const p12 = file("certificate.p12");
const pem = file("certificate.pem");
const device = "0a".repeat(32);
const notification = apple({ alert: "Your order is here" });

const ecKey = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const key = ecKey.export({ type: "pkcs8", format: "pem" }) as string;
const token = { key, keyId: "ABC1234567", teamId: "DEF1234567", bundleId: "com.example.shop" };

function refusalOf(options: object): Error {
  try {
    createApns(options as ApnsOptions);
  } catch (error) {
    return error as Error;
  }
  return expect.unreachable("the credential should have been refused");
}

describe("a key", () => {
  it.each([
    ["the .p8 file as bytes", Buffer.from(key)],
    ["the .p8 file as a string", key],
    ["what is between its lines", key.replace(/-----[^-]+-----|\n/g, "")],
    ["DER", new Uint8Array(ecKey.export({ type: "pkcs8", format: "der" }))],
  ])("is accepted as %s", async (_title, given) => {
    await createApns({ ...token, key: given }).close();
  });

  const rsa = generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey;
  it.each([
    ["that cannot be read", { key: "c2VjcmV0LWtleQ==" }, "apple: The key cannot be read."],
    [
      "that is an RSA key",
      { key: rsa.export({ type: "pkcs8", format: "pem" }) },
      "apple: The key is not an EC key on P-256.",
    ],
    ["with a key ID that is too short", { keyId: "ABC" }, "apple: keyId must have 10 characters"],
    ["with a team ID in lower case", { teamId: "def1234567" }, "apple: teamId must have 10 characters"],
    ["without an app", { bundleId: undefined }, "apple: bundleId must be the bundle ID of the app"],
    [
      "for an app whose bundle ID no header can carry",
      { bundleId: "com.example\n" },
      "apple: bundleId must be the bundle ID of the app",
    ],
  ])("%s is refused, and not shown", (_title, wrong, message) => {
    const error = refusalOf({ ...token, ...wrong });
    expect(error).toMatchObject({ code: "NH_CREDENTIAL_INVALID", step: "credential", platform: "apple" });
    expect(error.message).toContain(message);
    expect(inspect(error, { depth: 9 })).not.toContain("c2VjcmV0");
  });

  it("of another type is an invalid argument", () => {
    expect(refusalOf({ ...token, key: 5 })).toMatchObject({ code: "NH_INVALID_ARGUMENT", argument: "key" });
    expect(refusalOf({ ...token, certificate: p12 })).toMatchObject({ code: "NH_INVALID_ARGUMENT" });
  });
});

describe("a certificate", () => {
  it.each([
    ["a .p12 file", { certificate: new Uint8Array(p12), passphrase: "correct" }],
    ["the base64 of a .p12 file", { certificate: p12.toString("base64"), passphrase: "correct" }],
    ["PEM as bytes", { certificate: pem }],
    ["PEM as a string", { certificate: pem.toString() }],
  ])("is accepted as %s, used in the handshake, and names the app", async (_title, credential) => {
    const server = await issueCertificate();
    const double = await startApnsDouble({ certificate: server });
    const apns = createApns({ ...credential, url: double.url, ca: server.cert });
    closeAfterTest(apns, double);
    expect(await apns.push(notification, device)).toMatchObject({ state: "delivered" });
    expect(double.pushed[0]?.headers).toMatchObject({ "apns-topic": "com.example.shop" });
    expect(double.pushed[0]?.headers).not.toHaveProperty("authorization");
  });

  it.each([
    [
      "with a wrong passphrase",
      { certificate: p12, passphrase: "wrong-passphrase" },
      "The passphrase of the certificate is wrong or missing.",
    ],
    ["without its passphrase", { certificate: p12 }, "The passphrase of the certificate is wrong or missing."],
    [
      "with the old encryption of Apple's Keychain",
      { certificate: file("certificate-rc2.p12"), passphrase: "correct" },
      "openssl pkcs12 -legacy",
    ],
    [
      "that is a key only",
      { certificate: file("key-only.p12"), passphrase: "correct" },
      "The certificate cannot be read.",
    ],
    ["that is a key only, in PEM", { certificate: key }, "Pass PEM that holds the certificate and its private key."],
    ["that is something else", { certificate: "c2VjcmV0" }, "The certificate cannot be read."],
    ["that has expired", { certificate: pem, now: () => Date.UTC(2200, 0) }, "The certificate expired on 2126-"],
  ])("%s is refused, and not shown", (_title, credential, message) => {
    const error = refusalOf(credential);
    expect(error).toMatchObject({ code: "NH_CREDENTIAL_INVALID", step: "credential" });
    expect(error.message).toContain(message);
    expect(inspect(error, { depth: 9 })).not.toMatch(/wrong-passphrase|c2VjcmV0|BEGIN/);
  });

  it("can be inspected, even after it has expired", () => {
    const facts = { bundleId: "com.example.shop", expiresAt: new Date("2126-11-05T20:24:18Z") };
    expect(inspectApnsCertificate(new Uint8Array(p12), "correct")).toEqual(facts);
    expect(inspectApnsCertificate(p12.toString("base64"), "correct")).toEqual(facts);
    expect(inspectApnsCertificate(pem)).toMatchObject({ bundleId: "com.example.shop" });
    expect(() => inspectApnsCertificate(p12, "wrong-passphrase")).toThrow("The passphrase of the certificate is wrong");
  });

  it("that the server refuses in the handshake is an invalid credential, and nothing was pushed", async () => {
    // A TLS record that holds the fatal alert 46, certificate_unknown (RFC 8446, 6.2).
    const alert = Buffer.from([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 46]);
    let connections = 0;
    const server = createServer((socket) => {
      connections++;
      socket.on("error", () => undefined).once("data", () => socket.end(alert));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const apns = createApns({ certificate: pem, url });
    closeAfterTest(apns, { close: async () => void server.close() });
    await expect(apns.push(notification, device)).rejects.toMatchObject({
      code: "NH_CREDENTIAL_INVALID",
      step: "connect",
      reason: "The server refused the certificate in the TLS handshake.",
      mayHaveBeenPushed: false,
    });
    expect(connections).toBe(1);
  });
});
