import { type CredentialKind, type CredentialRow, credentialTable, type HubCredentials } from "@nh/wire";
import { checkApns, checkPfx } from "./check-apns.js";
import { checkBrowser } from "./check-browser.js";
import { checkFcmV1 } from "./check-fcm-v1.js";
import type { CredentialSettings } from "./hub-settings.js";
import { invalid, need, needText } from "./need.js";

type Checks = {
  readonly [Kind in CredentialKind]: (
    credential: NonNullable<CredentialSettings[Kind]>,
  ) => NonNullable<HubCredentials[Kind]> | Promise<NonNullable<HubCredentials[Kind]>>;
};

const xiaomiHosts = ["api.xmpush.xiaomi.com", "api.xmpush.global.xiaomi.com", "sandbox.xmpush.xiaomi.com"];

const checks: Checks = {
  apns: checkApns,
  fcmV1: checkFcmV1,
  browser: checkBrowser,
  wns(credential) {
    const argument = "credentials.wns.packageSid";
    needText(credential.packageSid, argument);
    const isSid = /^ms-app:\/\/s-1-15-2-[\d-]+\/?$/i.test(credential.packageSid);
    need(isSid, argument, "a package SID such as ms-app://S-1-15-2-1…, with ms-app:// in front");
    needText(credential.secretKey, "credentials.wns.secretKey");
    return credential;
  },
  gcm(credential) {
    needText(credential.apiKey, "credentials.gcm.apiKey");
    return credential;
  },
  mpns(credential) {
    const { certificate, certificatePassword } = credential;
    if (certificate === undefined && certificatePassword === undefined) return credential;
    checkPfx(certificate, "credentials.mpns.certificate");
    needText(certificatePassword, "credentials.mpns.certificatePassword");
    return credential;
  },
  adm(credential) {
    needText(credential.clientId, "credentials.adm.clientId");
    needText(credential.clientSecret, "credentials.adm.clientSecret");
    return credential;
  },
  baidu(credential) {
    needText(credential.apiKey, "credentials.baidu.apiKey");
    return credential;
  },
  xiaomi(credential) {
    needText(credential.appSecret, "credentials.xiaomi.appSecret");
    needText(credential.endpoint, "credentials.xiaomi.endpoint");
    const host = credential.endpoint.replace(/^https:\/\/|\/$/g, "");
    need(xiaomiHosts.includes(host), "credentials.xiaomi.endpoint", `one of ${xiaomiHosts.join(", ")}`);
    return credential;
  },
};

/**
 * Checks the credentials of a hub, and brings them into the form that the service stores.
 *
 * @throws {ArgumentError} naming the member that is wrong. No message contains a secret.
 */
export async function checkCredentials(credentials: CredentialSettings): Promise<HubCredentials> {
  need(isRecord(credentials), "credentials", "an object");
  const checked: [string, unknown][] = [];
  for (const [kind, given] of Object.entries(credentials)) {
    if (given === undefined) continue;
    if (!isKind(kind)) {
      const known = Object.keys(credentialTable).join(", ");
      throw invalid(`credentials.${kind.slice(0, 40)}`, `is not a known credential. Known credentials: ${known}.`);
    }
    const isAccount = kind === "fcmV1" && typeof given === "string";
    need(isAccount || isRecord(given), `credentials.${kind}`, "an object");
    const check = checks[kind] as (credential: unknown) => object | Promise<object>;
    const credential = await check(given);
    checkMembers(kind, credential);
    checked.push([kind, credential]);
  }
  return Object.fromEntries(checked);
}

function isKind(kind: string): kind is CredentialKind {
  return Object.hasOwn(credentialTable, kind);
}

function isRecord(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Refuses members that would silently not be written, and values that are no strings. */
function checkMembers(kind: CredentialKind, credential: object): void {
  const row: CredentialRow = credentialTable[kind];
  const known = [...Object.values(row.properties), ...(kind === "apns" ? ["environment"] : []), "blockedOn"];
  for (const [member, value] of Object.entries(credential)) {
    if (value === undefined || member === "unknownProperties") continue;
    const path = `credentials.${kind}.${member.slice(0, 40)}`;
    if (!known.includes(member)) throw invalid(path, `is not a known member. Known members: ${known.join(", ")}.`);
    need(typeof value === "string", path, "a string");
  }
}
