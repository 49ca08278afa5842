import { createPrivateKey } from "node:crypto";
import { basename, dirname, resolve } from "node:path";
import type { CredentialSettings } from "@nh/client/management";
import { readHubFile } from "../../hub/hub-file.js";
import { asRecord, type JsonRecord } from "../../input/json-fields.js";
import { readBytes } from "../../input/read-bytes.js";
import { parseJson } from "../../input/read-input.js";
import type { Io } from "../../io.js";
import { checkCertificate, passwordFix } from "./certificate-check.js";
import type { CheckResult } from "./check.js";
import { checkStoredCredentials } from "./hub-credentials.js";

interface FileOptions {
  readonly io: Io;
  readonly password: string | undefined;
  readonly keyId: string | undefined;
}

/** Checks the credential that a file holds. Its content tells what it is. */
export async function checkCredentialFile(
  path: string,
  { io, password, keyId }: FileOptions,
): Promise<readonly CheckResult[]> {
  const bytes = await readBytes(path, io);
  const now = io.now();
  // DER begins with a sequence.
  if (bytes[0] === 0x30) return [checkCertificate("certificate", bytes, password, now, passwordFix)];
  const text = bytes.toString("utf8").trim();
  if (text.includes("-----BEGIN CERTIFICATE"))
    return [checkCertificate("certificate", bytes, password, now, passwordFix)];
  if (!text.startsWith("{")) return [checkP8(text), checkKeyId(keyId ?? keyIdIn(path))];
  const document = asRecord(parseJson(text, path));
  if (isNoCredential(document)) return [unknownFile];
  return checkStoredCredentials(await credentialsIn(document, path, io), now);
}

/** Without any field of a known file, naming what one of them lacks would only mislead. */
function isNoCredential(document: JsonRecord): boolean {
  return ![...serviceAccountFields, ...otherFields].some((name) => Object.hasOwn(document, name));
}

const serviceAccountFields = ["project_id", "client_email", "private_key"];
/** Of the file of a hub, of a VAPID pair, and of google-services.json, which is named as such. */
const otherFields = ["credentials", "authorizationRules", "publicKey", "privateKey", "project_info"];

const unknownFile: CheckResult = {
  check: "file",
  state: "broken",
  says: `it is not a credential: a service account of Google has ${serviceAccountFields.join(", ")}; a VAPID pair has publicKey and privateKey`,
  fix: "Pass the service account file from the Firebase console, the file that nh vapid generate wrote, a .p8 or .p12 file, or the file of a hub.",
};

function checkP8(text: string): CheckResult {
  const check = "key";
  const fix = "Pass the .p8 file of an APNs key from the Apple developer account, unchanged.";
  try {
    const isPem = text.includes("-----BEGIN");
    const key = isPem
      ? createPrivateKey(text)
      : createPrivateKey({ key: Buffer.from(text, "base64"), format: "der", type: "pkcs8" });
    const curve = key.asymmetricKeyDetails?.namedCurve;
    if (curve === "prime256v1") return { check, state: "ok", says: "a private key on the curve P-256" };
    const found = curve === undefined ? `a key of the type ${key.asymmetricKeyType}` : `a key on the curve ${curve}`;
    return { check, state: "broken", says: `${found}, but APNs needs one on P-256`, fix };
  } catch {
    return { check, state: "broken", says: "it is not a private key that can be read", fix };
  }
}

const keyIdIn = (path: string) => /AuthKey_([A-Za-z0-9]+)\.p8$/.exec(basename(path))?.[1];

function checkKeyId(keyId: string | undefined): CheckResult {
  const check = "key ID";
  if (keyId === undefined) {
    return {
      check,
      state: "skipped",
      says: "the name of the file does not have it",
      fix: "Pass --key-id. Apple names the file AuthKey_ABC123DEFG.p8.",
    };
  }
  if (/^[A-Z0-9]{10}$/.test(keyId)) return { check, state: "ok", says: keyId };
  return {
    check,
    state: "broken",
    says: `"${keyId}" is not 10 characters, capital letters and digits`,
    fix: "Copy it from the Apple developer account.",
  };
}

/** A service account, a VAPID pair, or the file of a hub. */
async function credentialsIn(document: JsonRecord, path: string, io: Io): Promise<CredentialSettings> {
  if ("credentials" in document || "authorizationRules" in document) {
    const { credentials } = await readHubFile(document, { io, folder: dirname(resolve(io.cwd, path)), origin: path });
    return credentials ?? {};
  }
  const isPair = "publicKey" in document && "privateKey" in document;
  // A pair may be kept without the address of its sender, which only a hub needs.
  if (isPair) return { browser: { subject: "mailto:nobody@example.com", ...document } } as CredentialSettings;
  return { fcmV1: document } as unknown as CredentialSettings;
}
