import { generateKeyPairSync, type KeyObject } from "node:crypto";
import type { TestCertificate } from "./certificate.js";
import { type HttpDouble, type Received, type Reply, startHttpDouble } from "./http-double.js";
import { verifyJwt } from "./jwt.js";
import { type IssuedTokens, issuedTokens } from "./oauth.js";

/** FCM and Google's token server in one. */
export interface FcmDouble extends HttpDouble {
  readonly tokenUrl: string;
  readonly tokens: IssuedTokens;
  /** The key that an assertion must name. Undefined for an account that does not name its key. */
  keyId: string | undefined;
  /** Messages that were pushed, and those that were only checked. */
  readonly pushed: Record<string, unknown>[];
  readonly validated: Record<string, unknown>[];
}

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const projectId = "shop-1234";
const clientEmail = "pusher@shop-1234.iam.gserviceaccount.com";

/** The account that the double knows. */
export const serviceAccount = {
  type: "service_account",
  project_id: projectId,
  private_key_id: "key-1",
  private_key: privateKey.export({ type: "pkcs8", format: "pem" }) as string,
  client_email: clientEmail,
  token_uri: "https://oauth2.googleapis.com/token",
};

/**
 * Starts one. Handles that begin with `gone`, `other` and `bad` get what FCM says of such devices.
 */
export async function startFcmDouble(certificate?: TestCertificate & { http1Only?: boolean }): Promise<FcmDouble> {
  const tokens = issuedTokens();
  const pushed: Record<string, unknown>[] = [];
  const validated: Record<string, unknown>[] = [];
  const double = await startHttpDouble(async (request) => {
    if (request.path === "/token") return issue(request, fcm);
    if (request.path !== `/v1/projects/${projectId}/messages:send`) return error(404, "NOT_FOUND", "No such project.");
    if (!tokens.accepts(request)) return error(401, "UNAUTHENTICATED", "Invalid authentication credentials.");
    const { message, validate_only } = JSON.parse(request.body.toString()) as {
      message: Record<string, unknown>;
      validate_only?: boolean;
    };
    const problem = problemOf(message);
    if (problem !== undefined) return problem;
    (validate_only === true ? validated : pushed).push(message);
    const id = validate_only === true ? "fake_message_id" : String(pushed.length);
    return { status: 200, body: { name: `projects/${projectId}/messages/${id}` } };
  }, certificate);
  const fcm: FcmDouble = Object.assign(double, {
    keyId: serviceAccount.private_key_id as string | undefined,
    tokenUrl: `${double.url}/token`,
    tokens,
    pushed,
    validated,
  });
  return fcm;
}

async function issue(request: Received, { tokenUrl, tokens, keyId }: FcmDouble): Promise<Reply> {
  const form = new URLSearchParams(request.body.toString());
  const jwt = await verifyJwt(form.get("assertion") ?? "", publicKey as KeyObject, "RS256");
  const { iss, scope, aud, iat, exp } = jwt?.claims ?? {};
  const isRight =
    form.get("grant_type") === "urn:ietf:params:oauth:grant-type:jwt-bearer" &&
    jwt?.header.kid === keyId &&
    iss === clientEmail &&
    scope === "https://www.googleapis.com/auth/firebase.messaging" &&
    aud === tokenUrl &&
    Number(exp) - Number(iat) === 3600;
  if (isRight) return tokens.issue();
  return { status: 400, body: { error: "invalid_grant", error_description: "Invalid JWT Signature." } };
}

function problemOf(message: Record<string, unknown>): Reply | undefined {
  const token = String(message.token);
  if (token.startsWith("gone")) return error(404, "NOT_FOUND", "Requested entity was not found.", "UNREGISTERED");
  if (token.startsWith("other")) return error(403, "PERMISSION_DENIED", "SenderId mismatch", "SENDER_ID_MISMATCH");
  if (token.startsWith("bad")) {
    return error(
      400,
      "INVALID_ARGUMENT",
      "The registration token is not a valid FCM registration token",
      "INVALID_ARGUMENT",
    );
  }
  const wrong = Object.entries((message.data ?? {}) as object).findIndex(([, value]) => typeof value !== "string");
  if (wrong < 0) return undefined;
  const place = `message.data[${wrong}].value`;
  const description = `Invalid value at '${place}' (TYPE_STRING), 12`;
  const details = [
    { "@type": "type.googleapis.com/google.rpc.BadRequest", fieldViolations: [{ field: place, description }] },
  ];
  return { status: 400, body: { error: { code: 400, message: description, status: "INVALID_ARGUMENT", details } } };
}

function error(code: number, status: string, message: string, errorCode?: string): Reply {
  const type = "type.googleapis.com/google.firebase.fcm.v1.FcmError";
  const details = errorCode === undefined ? [] : [{ "@type": type, errorCode }];
  return { status: code, body: { error: { code, message, status, details } } };
}
