import { need } from "../argument-error.js";
import { asPem } from "../http/http-client.js";
import { Http2Client } from "../http/http2-client.js";
import { defaultPingTimes, type PingTimes } from "../http/http2-session.js";
import { readServiceUrl } from "../http/origin.js";
import { type ClientOptions, needMilliseconds, setUp } from "../push/options.js";
import { perNotification } from "../push/per-notification.js";
import { createPushClient, type PushClient } from "../push/push-client.js";
import { apnsMessage, devicePath } from "./apns-request.js";
import { type ApnsCertificateCredential, type ApnsTokenCredential, readCredential } from "./credential.js";
import { type ApnsEnvironment, apnsServers, isFromOtherEnvironment, moreTelling } from "./environment.js";
import { judgeApnsResponse } from "./judge-response.js";

/** The options of a client for APNs besides its credential. */
export interface ApnsConnectionOptions extends Omit<ClientOptions, "url"> {
  /**
   * The server to push to, or one for each environment: an https URL, or an http URL on loopback,
   * which means HTTP/2 without TLS. Default: the servers of Apple.
   */
  readonly url?: string | Readonly<Record<ApnsEnvironment, string>> | undefined;
  /** `both` pushes to development when production does not know the token. Default `production`. */
  readonly environment?: ApnsEnvironment | "both" | undefined;
  /** Ping before a push when the session was silent for this long. Milliseconds, default 60,000. */
  readonly pingAfterMs?: number | undefined;
  /** Ping an idle session this often. Milliseconds, default 3,600,000, as Apple advises. */
  readonly pingIntervalMs?: number | undefined;
  /**
   * Replace a session when a ping is not acknowledged within this time. Milliseconds, default
   * 5,000.
   */
  readonly pingTimeoutMs?: number | undefined;
}

/** The options of {@link createApns}: a key or a certificate, and how to connect. */
export type ApnsOptions = (ApnsTokenCredential | ApnsCertificateCredential) & ApnsConnectionOptions;

const optionNames = [
  "key",
  "keyId",
  "teamId",
  "certificate",
  "passphrase",
  "bundleId",
  "environment",
  "pingAfterMs",
  "pingIntervalMs",
  "pingTimeoutMs",
];

/**
 * Creates a client for the Apple Push Notification service. A handle is a device token in
 * hexadecimal.
 *
 * Keep the client: it keeps one HTTP/2 session, and Apple throttles programs that create a new
 * token for each push.
 *
 * @throws {PlatformError} NH_CREDENTIAL_INVALID when the key or certificate cannot be read, has
 * expired, or is not one of Apple's.
 * @throws {ArgumentError} for an unknown or invalid option.
 * @example
 * ```ts
 * const apns = createApns({ key: await readFile("AuthKey_ABC1234567.p8"), keyId: "ABC1234567", teamId: "DEF1234567", bundleId: "com.example.shop" });
 * const result = await apns.push(apple({ alert: "Your order is here" }), deviceToken);
 * ```
 */
export function createApns(options: ApnsOptions): PushClient {
  const setup = setUp(options, optionNames);
  const { environment = "production" } = options;
  need(["production", "development", "both"].includes(environment), "environment", "production, development or both");
  const ca = setup.ca === undefined ? undefined : asPem(setup.ca);
  const { bundleId, token, secureContext } = readCredential(options, ca, setup.now);
  const times = pingTimes(options);
  const tls = secureContext === undefined ? { ca } : { secureContext };
  const connect = (name: ApnsEnvironment) => new Http2Client(serverOf(name, options.url), tls, times);
  const first = environment === "both" ? "production" : environment;
  const http = connect(first);
  const other = environment === "both" ? connect("development") : undefined;
  const messageOf = perNotification((notification) => apnsMessage(notification, bundleId));

  return createPushClient<string>(
    {
      platform: "apple",
      name: "APNs",
      prepare(notification, handle) {
        need(typeof handle === "string" && handle !== "", "handle", "the device token, a string of hexadecimal digits");
        const { headers, body } = messageOf(notification);
        const path = devicePath(handle);
        return async (wait) => {
          const authorization = token?.get();
          const request = { ":path": path, authorization, ...headers };
          let result = judgeApnsResponse(await http.post(request, body, wait), first, setup.now());
          if (other !== undefined && isFromOtherEnvironment(result)) {
            const second = judgeApnsResponse(await other.post(request, body, wait), "development", setup.now());
            result = moreTelling(result, second);
          }
          const isExpired = result.reason === "ExpiredProviderToken" && token?.mayReplace(authorization);
          return { result, renew: isExpired ? () => token?.forget(authorization) : undefined };
        };
      },
      close() {
        http.close();
        other?.close();
      },
    },
    setup,
  );
}

function serverOf(name: ApnsEnvironment, url: ApnsConnectionOptions["url"]): string {
  const given = typeof url === "object" && url !== null ? url[name] : url;
  return readServiceUrl(given, apnsServers[name], "url").origin;
}

function pingTimes(options: ApnsConnectionOptions): PingTimes {
  const {
    pingAfterMs = defaultPingTimes.pingAfterMs,
    pingIntervalMs = defaultPingTimes.pingIntervalMs,
    pingTimeoutMs = defaultPingTimes.pingTimeoutMs,
  } = options;
  for (const [name, value] of Object.entries({ pingAfterMs, pingIntervalMs, pingTimeoutMs })) {
    needMilliseconds(value, name, 1);
  }
  return { pingAfterMs, pingIntervalMs, pingTimeoutMs };
}
