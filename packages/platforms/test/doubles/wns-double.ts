import type { HttpDouble, Received, Reply } from "./http-double.js";
import { startHttpDouble } from "./http-double.js";
import { type IssuedTokens, issuedTokens } from "./oauth.js";

/** WNS and both of Microsoft's token servers in one. */
export interface WnsDouble extends HttpDouble {
  readonly tokens: IssuedTokens;
  readonly pushed: Received[];
  readonly channel: string;
}

export const packageCredential = { packageSid: "ms-app://s-1-15-2-1-2-3", secretKey: "package-secret" };
export const tenantCredential = { tenantId: "contoso", clientId: "0f0f", clientSecret: "tenant-secret" };

const contentTypes: Readonly<Record<string, string>> = { "wns/raw": "application/octet-stream" };

/** Starts one. */
export async function startWnsDouble(): Promise<WnsDouble> {
  const tokens = issuedTokens();
  const pushed: Received[] = [];
  const double = await startHttpDouble((request) => {
    if (request.path.startsWith("/token")) return issue(request, tokens);
    if (!tokens.accepts(request)) return { status: 401 };
    const type = String(request.headers["x-wns-type"]);
    const expected = contentTypes[type] ?? "text/xml";
    if (!/^wns\/(toast|tile|badge|raw)$/.test(type) || request.headers["content-type"] !== expected) {
      return { status: 400, headers: { "x-wns-error-description": "The value of X-WNS-Type is not valid." } };
    }
    pushed.push(request);
    return {
      status: 200,
      headers: {
        "x-wns-notificationstatus": "received",
        "x-wns-deviceconnectionstatus": "connected",
        "x-wns-msg-id": "1A2B3C4D5E6F7788",
        "x-wns-debug-trace": "trace-1",
      },
    };
  });
  return Object.assign(double, { tokens, pushed, channel: "https://db5.notify.windows.com/?token=AwYAAA%2b%3d" });
}

function issue(request: Received, tokens: IssuedTokens): Reply {
  const form = Object.fromEntries(new URLSearchParams(request.body.toString()));
  const known = [
    {
      client_id: packageCredential.packageSid,
      client_secret: packageCredential.secretKey,
      scope: "notify.windows.com",
    },
    {
      client_id: tenantCredential.clientId,
      client_secret: tenantCredential.clientSecret,
      scope: "https://wns.windows.com/.default",
    },
  ];
  const isRight = known.some(
    ({ client_id, client_secret, scope }) =>
      form.grant_type === "client_credentials" &&
      form.client_id === client_id &&
      form.client_secret === client_secret &&
      form.scope === scope,
  );
  if (isRight) return tokens.issue(86_400);
  // Some servers quote what they got. The secret must not come through.
  const description = `The client secret ${form.client_secret} is not valid.`;
  return { status: 400, body: { error: "invalid_client", error_description: description } };
}
