import type { KeyObject } from "node:crypto";
import { ArgumentError } from "../argument-error.js";
import { readServiceUrl } from "../http/origin.js";
import { field, parseJson } from "../http/service-text.js";
import { readPrivateKey } from "../jwt/read-private-key.js";
import { invalidCredential } from "../platform-error.js";

/**
 * The service account of a Firebase project: the JSON file from the Firebase console ("Project
 * settings", "Service accounts"). Other fields are ignored.
 */
export interface FcmServiceAccount {
  readonly type?: string | undefined;
  readonly project_id: string;
  readonly client_email: string;
  /** An RSA key in PEM. */
  readonly private_key: string;
  readonly private_key_id?: string | undefined;
  /** The server that issues access tokens. Default `https://oauth2.googleapis.com/token`. */
  readonly token_uri?: string | undefined;
}

/** A service account, ready for requests. */
export interface FcmCredential {
  readonly projectId: string;
  readonly clientEmail: string;
  readonly key: KeyObject;
  readonly keyId: string | undefined;
  readonly tokenUrl: URL;
}

const GOOGLE_TOKEN_URL = "https://oauth2.googleapis.com/token";
const fromConsole = 'Download it in the Firebase console: "Project settings", "Service accounts".';

/**
 * @param given The service account, or its file as a string.
 * @param tokenUrl Replaces `token_uri`.
 * @throws {PlatformError} NH_CREDENTIAL_INVALID when it is not a service account.
 */
export function readServiceAccount(given: FcmServiceAccount | string, tokenUrl: string | undefined): FcmCredential {
  const account: unknown = typeof given === "string" ? parseJson(given) : given;
  if (typeof account !== "object" || account === null) {
    throw invalidCredential("fcmv1", "The service account is not a JSON object.", fromConsole);
  }
  if (field(account, "project_info") !== undefined) {
    const reason = "This is google-services.json, the file of the app, not a service account.";
    throw invalidCredential("fcmv1", reason, fromConsole);
  }
  const type = field(account, "type");
  if (type !== undefined && type !== "service_account") {
    throw invalidCredential("fcmv1", 'The type of the credential must be "service_account".', fromConsole);
  }
  const key = readPrivateKey(part(account, "private_key"));
  if (key?.asymmetricKeyType !== "rsa") {
    throw invalidCredential("fcmv1", "private_key is not an RSA key in PEM.", "Pass the file unchanged.");
  }
  const keyId = field(account, "private_key_id");
  return {
    projectId: part(account, "project_id"),
    clientEmail: part(account, "client_email"),
    key,
    keyId: typeof keyId === "string" ? keyId : undefined,
    tokenUrl: tokenUrl === undefined ? tokenUrlOf(account) : readServiceUrl(tokenUrl, GOOGLE_TOKEN_URL, "tokenUrl"),
  };
}

function part(account: object, name: keyof FcmServiceAccount): string {
  const value = field(account, name);
  if (typeof value === "string" && value !== "") return value;
  throw invalidCredential("fcmv1", `The service account has no ${name}.`, fromConsole);
}

/** A manipulated file must not send the assertion to a server that is not Google's. */
function tokenUrlOf(account: object): URL {
  const given = field(account, "token_uri") ?? GOOGLE_TOKEN_URL;
  const url = typeof given === "string" && URL.canParse(given) ? new URL(given) : undefined;
  if (url?.protocol === "https:" && /(^|\.)(googleapis|google)\.com$/.test(url.hostname)) return url;
  throw new ArgumentError(
    "serviceAccount.token_uri",
    "token_uri must be an address of Google. Pass tokenUrl to get tokens from another server.",
  );
}
