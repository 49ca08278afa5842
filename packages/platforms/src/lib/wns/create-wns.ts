import { ArgumentError } from "../argument-error.js";
import { createHttpClient } from "../http/http-client.js";
import { moveTo, readServiceUrl, type Target, targetOf } from "../http/origin.js";
import { AccessToken } from "../oauth/access-token.js";
import { setUp, type TokenClientOptions } from "../push/options.js";
import { perNotification } from "../push/per-notification.js";
import { createPushClient, type PushClient } from "../push/push-client.js";
import { judgeWnsResponse } from "./judge-response.js";
import {
  readWnsCredential,
  type WnsPackageCredential,
  type WnsTenantCredential,
  wnsTokenHint,
} from "./wns-credential.js";
import { wnsMessage } from "./wns-request.js";

/**
 * The options of {@link createWns}: a credential of either kind, and how to connect. `url` replaces
 * the server of the channel, and the path stays.
 */
export type WnsOptions = (WnsPackageCredential | WnsTenantCredential) & TokenClientOptions;

const optionNames = ["packageSid", "secretKey", "tenantId", "clientId", "clientSecret", "tokenUrl"];

/**
 * Creates a client for the Windows Push Notification Services. A handle is a channel URI. Its host
 * must be below notify.windows.com, because the access token goes there.
 *
 * @throws {PlatformError} NH_CREDENTIAL_INVALID when a part of the credential is missing or is not
 * one of Microsoft's.
 * @throws {ArgumentError} for an unknown or invalid option.
 * @example
 * ```ts
 * const wns = createWns({ packageSid: "ms-app://s-1-15-2-…", secretKey });
 * const result = await wns.push(windowsToast({ texts: ["Your order is here"] }), channelUri);
 * ```
 */
export function createWns(options: WnsOptions): PushClient {
  const setup = setUp(options, optionNames);
  const { now } = setup;
  const credential = readWnsCredential(options);
  const server = options.url === undefined ? undefined : readServiceUrl(options.url, options.url, "url");
  const http = createHttpClient(setup.ca);
  const tokens = new AccessToken({
    platform: "windows",
    http,
    target: targetOf(readServiceUrl(options.tokenUrl, credential.tokenUrl, "tokenUrl")),
    now,
    secrets: [credential.secret],
    form: () => credential.form,
    hint: wnsTokenHint,
  });
  const messageOf = perNotification((notification) => wnsMessage(notification, credential.kind));

  return createPushClient<string>(
    {
      platform: "windows",
      name: "WNS",
      prepare(notification, handle) {
        const channel = readChannel(handle);
        const target = server === undefined ? channel : moveTo(channel, server);
        const message = messageOf(notification);
        return async (wait) => {
          const outcome = await tokens.get(wait);
          if ("refusal" in outcome) return { result: outcome.refusal };
          const { token } = outcome;
          const headers = { ...message.headers, authorization: `Bearer ${token}` };
          const result = judgeWnsResponse(await http.post({ target, headers, body: message.body }, wait), now());
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

function readChannel(handle: unknown): Target {
  const url = typeof handle === "string" && URL.canParse(handle) ? new URL(handle) : undefined;
  const isChannel =
    url?.protocol === "https:" &&
    url.hostname.endsWith(".notify.windows.com") &&
    url.port === "" &&
    url.username === "" &&
    url.password === "";
  if (isChannel) return targetOf(url);
  const message =
    "handle must be a channel URI: an https URL of a host below notify.windows.com. The access token goes nowhere else.";
  throw new ArgumentError("handle", message);
}
