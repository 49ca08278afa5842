import type { Notification } from "@nh/payloads";
import { need } from "../argument-error.js";
import { createHttpClient } from "../http/http-client.js";
import { readServiceUrl, targetOf } from "../http/origin.js";
import { pathSegment } from "../http/path-segment.js";
import { AccessToken } from "../oauth/access-token.js";
import { invalidCredential } from "../platform-error.js";
import { setUp, type TokenClientOptions } from "../push/options.js";
import { perNotification } from "../push/per-notification.js";
import { createPushClient, type PushClient } from "../push/push-client.js";
import { judgeAdmResponse } from "./judge-response.js";
import { admTokenHint } from "./reasons.js";

/** The options of {@link createAdm}: the security profile of an app, and how to connect. */
export interface AdmOptions extends TokenClientOptions {
  /** Such as `amzn1.application-oa2-client.…`. */
  readonly clientId: string;
  readonly clientSecret: string;
}

const ADM_URL = "https://api.amazon.com";
const TOKEN_URL = "https://api.amazon.com/auth/O2/token";

/**
 * Creates a client for Amazon Device Messaging. A handle is a registration ID. When a result has
 * `newHandle`, store it instead of the old handle.
 *
 * @throws {PlatformError} NH_CREDENTIAL_INVALID when a part of the credential is missing.
 * @throws {ArgumentError} for an unknown or invalid option.
 * @example
 * ```ts
 * const client = createAdm({ clientId, clientSecret });
 * const result = await client.push(adm({ data: { order: "7" } }), registrationId);
 * ```
 */
export function createAdm(options: AdmOptions): PushClient {
  const setup = setUp(options, ["clientId", "clientSecret", "tokenUrl"]);
  const { now } = setup;
  const clientId = needPart(options.clientId, "clientId");
  const clientSecret = needPart(options.clientSecret, "clientSecret");
  const base = readServiceUrl(options.url, ADM_URL, "url");
  const http = createHttpClient(setup.ca);
  const tokens = new AccessToken({
    platform: "adm",
    http,
    target: targetOf(readServiceUrl(options.tokenUrl, TOKEN_URL, "tokenUrl")),
    now,
    secrets: [clientSecret],
    form: () => ({
      grant_type: "client_credentials",
      scope: "messaging:push",
      client_id: clientId,
      client_secret: clientSecret,
    }),
    hint: admTokenHint,
  });
  const bodyOf = perNotification((notification: Notification) => Buffer.from(notification.body));

  return createPushClient<string>(
    {
      platform: "adm",
      name: "ADM",
      prepare(notification, handle) {
        need(typeof handle === "string" && handle !== "", "handle", "the registration ID, a string");
        const body = bodyOf(notification);
        const target = targetOf(new URL(`/messaging/registrations/${pathSegment(handle)}/messages`, base));
        return async (wait) => {
          const outcome = await tokens.get(wait);
          if ("refusal" in outcome) return { result: outcome.refusal };
          const { token } = outcome;
          const headers = {
            authorization: `Bearer ${token}`,
            "content-type": "application/json",
            "content-length": body.length,
            accept: "application/json",
            "x-amzn-type-version": "com.amazon.device.messaging.ADMMessage@1.0",
            "x-amzn-accept-type": "com.amazon.device.messaging.ADMSendResult@1.0",
          };
          const response = await http.post({ target, headers, body }, wait);
          const result = judgeAdmResponse(response, handle, now());
          return { result, renew: result.status === 401 ? () => tokens.forget(token) : undefined };
        };
      },
      close() {
        http.close();
      },
    },
    setup,
  );
}

function needPart(value: unknown, name: string): string {
  if (typeof value === "string" && value !== "") return value;
  throw invalidCredential("adm", `${name} must be a string.`, "Copy it from the security profile of the app.");
}
