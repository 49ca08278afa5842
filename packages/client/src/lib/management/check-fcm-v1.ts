import type { FcmV1Credential } from "@nh/wire";
import type { CredentialSettings } from "./hub-settings.js";
import { invalid, needText } from "./need.js";
import { checkPrivateKey } from "./private-key.js";

const path = "credentials.fcmV1";
const origin = 'Download a service account in the Firebase console: "Project settings", "Service accounts".';

/**
 * Checks a credential for FCM v1, and takes what the service needs from a service account.
 *
 * @throws {ArgumentError} naming the member that is wrong.
 */
export async function checkFcmV1(given: NonNullable<CredentialSettings["fcmV1"]>): Promise<FcmV1Credential> {
  const credential = readAccount(typeof given === "string" ? parse(given) : given);
  needText(credential.projectId, `${path}.projectId`);
  needText(credential.clientEmail, `${path}.clientEmail`);
  needText(credential.privateKey, `${path}.privateKey`);
  // Environment variables often hold the line breaks of PEM as backslash and n.
  const privateKey = credential.privateKey.replaceAll("\\n", "\n");
  if (!privateKey.includes("-----BEGIN")) {
    throw invalid(`${path}.privateKey`, `must be PEM with its frame. ${origin}`);
  }
  await checkPrivateKey(privateKey, "RSA", `${path}.privateKey`, origin);
  return { ...credential, privateKey };
}

/** The parse error would quote the beginning of the file. */
function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw invalid(path, `is a string, but not JSON. ${origin}`);
  }
}

function readAccount(account: unknown): FcmV1Credential {
  if (typeof account !== "object" || account === null || Array.isArray(account)) {
    throw invalid(path, `must be a service account. ${origin}`);
  }
  if ("project_info" in account) {
    throw invalid(path, `is google-services.json, the file of the app. ${origin}`);
  }
  if (!("type" in account || "private_key" in account)) return account as FcmV1Credential;
  const { type, project_id, private_key, client_email } = account as Readonly<Record<string, string>>;
  if (type !== "service_account") {
    throw invalid(`${path}.type`, `must be "service_account". ${origin}`);
  }
  return {
    privateKey: part(private_key, "private_key"),
    projectId: part(project_id, "project_id"),
    clientEmail: part(client_email, "client_email"),
  };
}

function part(value: unknown, name: string): string {
  needText(value, `${path}.${name}`);
  return value;
}
