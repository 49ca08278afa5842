import { type HttpDouble, type Received, type Reply, startHttpDouble } from "./http-double.js";
import { type IssuedTokens, issuedTokens } from "./oauth.js";

/** ADM and Amazon's token server in one. */
export interface AdmDouble extends HttpDouble {
  readonly tokens: IssuedTokens;
  readonly pushed: { readonly handle: string; readonly body: unknown }[];
}

export const admCredential = { clientId: "amzn1.application-oa2-client.abc", clientSecret: "adm-secret" };

/**
 * Starts one. Handles that begin with `gone`, `bad` and `old` get what ADM says of such devices.
 */
export async function startAdmDouble(): Promise<AdmDouble> {
  const tokens = issuedTokens();
  const pushed: { handle: string; body: unknown }[] = [];
  const double = await startHttpDouble((request) => {
    if (request.path === "/auth/O2/token") return issue(request, tokens);
    const handle = decodeURIComponent(/^\/messaging\/registrations\/([^/]+)\/messages$/.exec(request.path)?.[1] ?? "");
    if (handle === "") return { status: 404 };
    if (!tokens.accepts(request)) return { status: 401, body: { reason: "AccessTokenExpired" } };
    const { headers, body } = request;
    const isRight =
      headers["x-amzn-type-version"] === "com.amazon.device.messaging.ADMMessage@1.0" &&
      headers["x-amzn-accept-type"] === "com.amazon.device.messaging.ADMSendResult@1.0";
    if (!isRight) return { status: 400, body: { reason: "InvalidType" } };
    if (handle.startsWith("gone")) return { status: 400, body: { reason: "Unregistered" } };
    if (handle.startsWith("bad")) return { status: 400, body: { reason: "InvalidRegistrationId" } };
    pushed.push({ handle, body: JSON.parse(body.toString()) });
    const registrationID = handle.startsWith("old") ? "new-id" : handle;
    return { status: 200, headers: { "x-amzn-requestid": "request-1" }, body: { registrationID } };
  });
  return Object.assign(double, { tokens, pushed });
}

function issue(request: Received, tokens: IssuedTokens): Reply {
  const form = Object.fromEntries(new URLSearchParams(request.body.toString()));
  const isRight =
    form.grant_type === "client_credentials" &&
    form.scope === "messaging:push" &&
    form.client_id === admCredential.clientId &&
    form.client_secret === admCredential.clientSecret;
  return isRight ? tokens.issue() : { status: 401, body: { error: "invalid_client" } };
}
