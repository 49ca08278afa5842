import { need } from "../argument-error.js";
import { createHttpClient } from "../http/http-client.js";
import { createNegotiatedClient } from "../http/negotiated-client.js";
import { readServiceUrl, targetOf } from "../http/origin.js";
import { signJwt } from "../jwt/sign-jwt.js";
import { AccessToken } from "../oauth/access-token.js";
import { setUp, type TokenClientOptions } from "../push/options.js";
import { perNotification } from "../push/per-notification.js";
import { createPushClient, type PushClient } from "../push/push-client.js";
import { fcmMessage } from "./fcm-message.js";
import { judgeFcmResponse } from "./judge-response.js";
import { type FcmServiceAccount, readServiceAccount } from "./service-account.js";

const FCM_URL = "https://fcm.googleapis.com";
const SCOPE = "https://www.googleapis.com/auth/firebase.messaging";
/** The lifetime of an assertion, at most an hour. Seconds. */
const ASSERTION_SECONDS = 3600;

/**
 * Creates a client for Firebase Cloud Messaging (HTTP v1). A handle is a registration token.
 *
 * The client caches the access token and renews it early. `push(…, { validateOnly: true })` checks
 * the handle and the payload without a push.
 *
 * @param serviceAccount The service account of the project, or the text of its JSON file.
 * @throws {PlatformError} NH_CREDENTIAL_INVALID when it is not a service account.
 * @throws {ArgumentError} for an unknown or invalid option.
 * @example
 * ```ts
 * const fcm = createFcmV1(await readFile("service-account.json", "utf8"));
 * const result = await fcm.push(fcmV1({ notification: { title: "Your order is here" } }), registrationToken);
 * ```
 */
export function createFcmV1(serviceAccount: FcmServiceAccount | string, options: TokenClientOptions = {}): PushClient {
  const setup = setUp(options, ["tokenUrl"]);
  const { now } = setup;
  const account = readServiceAccount(serviceAccount, options.tokenUrl);
  const base = readServiceUrl(options.url, FCM_URL, "url");
  const target = targetOf(new URL(`/v1/projects/${encodeURIComponent(account.projectId)}/messages:send`, base));
  const http = createNegotiatedClient(target, setup.ca);
  const tokenHttp = createHttpClient(setup.ca);
  const tokens = new AccessToken({
    platform: "fcmv1",
    http: tokenHttp,
    target: targetOf(account.tokenUrl),
    now,
    secrets: [],
    form() {
      const iat = Math.floor(now() / 1000);
      const claims = {
        iss: account.clientEmail,
        scope: SCOPE,
        aud: account.tokenUrl.href,
        iat,
        exp: iat + ASSERTION_SECONDS,
      };
      const header = account.keyId === undefined ? { typ: "JWT" } : { typ: "JWT", kid: account.keyId };
      return {
        grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
        assertion: signJwt(account.key, claims, header),
      };
    },
    hint: tokenHint,
  });
  const messageOf = perNotification(fcmMessage);

  return createPushClient<string>(
    {
      platform: "fcmv1",
      name: "FCM",
      validates: true,
      prepare(notification, handle, validateOnly) {
        need(typeof handle === "string" && handle !== "", "handle", "the registration token, a string");
        const body = Buffer.from(messageOf(notification).to(handle, validateOnly));
        return async (wait) => {
          const outcome = await tokens.get(wait);
          if ("refusal" in outcome) return { result: outcome.refusal };
          const { token } = outcome;
          const headers = {
            authorization: `Bearer ${token}`,
            "content-type": "application/json",
            "content-length": body.length,
          };
          const response = await http.post({ target, headers, body }, wait);
          const result = judgeFcmResponse(response, validateOnly, now(), [token, handle]);
          const isExpired = result.status === 401 && result.reason !== "THIRD_PARTY_AUTH_ERROR";
          return { result, renew: isExpired ? () => tokens.forget(token) : undefined };
        };
      },
      close() {
        http.close();
        tokenHttp.close();
      },
    },
    setup,
  );
}

function tokenHint(reason: string): string {
  if (reason === "invalid_grant") {
    return "The key was deleted, the service account no longer exists, or the clock of this machine is wrong. Create a new key in the Firebase console.";
  }
  if (reason === "invalid_client" || reason === "invalid_scope") {
    return "The service account is unknown or disabled. Download a new file in the Firebase console.";
  }
  return "Google does not issue an access token for this service account. Create a new key in the Firebase console.";
}
