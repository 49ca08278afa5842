import type { HubCredentials } from "@nh/wire";
import type { ResolvedDeliverOptions } from "./deliver-options.js";
import type { DeliverablePlatform, ServiceClient } from "./push-services.js";

/** The endpoint of a credential is not one of its service. Nothing is sent to it. */
export class ForeignEndpointError extends TypeError {}

type Credential<Kind extends keyof HubCredentials> = NonNullable<HubCredentials[Kind]>;
type CredentialOf = {
  readonly apple: Credential<"apns">;
  readonly fcmv1: Credential<"fcmV1">;
  readonly browser: Credential<"browser">;
  readonly windows: Credential<"wns">;
  readonly adm: Credential<"adm">;
  readonly xiaomi: Credential<"xiaomi">;
};

type Opening = {
  readonly [Platform in DeliverablePlatform]: (
    credential: CredentialOf[Platform],
    options: ResolvedDeliverOptions,
  ) => ServiceClient;
};

/**
 * The hub queues a push again itself, so that one for which the service says "not now" leaves its
 * place to others.
 */
const retry = { responses: false } as const;

/** How a client is opened with the credential of a hub. */
const openings: Opening = {
  apple(credential, { services, servers }) {
    const common = { environment: environmentOf(credential), retry, ...servers.apple };
    if ("certificate" in credential) {
      const { certificate, certificatePassword: passphrase } = credential;
      return services.createApns({ certificate, passphrase, ...common });
    }
    const { key, keyId, teamId, bundleId } = credential;
    return services.createApns({ key, keyId, teamId, bundleId, ...common });
  },
  fcmv1({ projectId, clientEmail, privateKey }, { services, servers }) {
    const account = { project_id: projectId, client_email: clientEmail, private_key: privateKey };
    return services.createFcmV1(account, { retry, ...servers.fcmv1 });
  },
  browser({ subject, publicKey, privateKey }, { services, servers, hosts }) {
    return services.createWebPush({ subject, publicKey, privateKey, hosts, retry, ...servers.browser });
  },
  windows({ packageSid, secretKey, endpoint }, { services, servers }) {
    const url = new URL(endpoint ?? "https://login.live.com/accesstoken.srf");
    const tenantId = /^\/([\w.-]+)\/oauth2\/v2\.0\/token$/.exec(url.pathname)?.[1];
    if (url.origin === "https://login.microsoftonline.com" && tenantId !== undefined) {
      return services.createWns({ tenantId, clientId: packageSid, clientSecret: secretKey, retry, ...servers.windows });
    }
    if (url.origin !== "https://login.live.com") throw foreign("WNS", url, "login.live.com, login.microsoftonline.com");
    return services.createWns({ packageSid, secretKey, retry, ...servers.windows });
  },
  adm({ clientId, clientSecret, authTokenUrl, sendUrlTemplate }, { services, servers }) {
    for (const url of [authTokenUrl, sendUrlTemplate]) {
      if (url !== undefined && new URL(url).origin !== "https://api.amazon.com")
        throw foreign("ADM", new URL(url), "api.amazon.com");
    }
    return services.createAdm({ clientId, clientSecret, retry, ...servers.adm });
  },
  xiaomi({ appSecret, endpoint }, { services, servers }) {
    const host = endpoint.replace(/^https:\/\//, "").replace(/\/$/, "");
    const region = xiaomiRegions[host as keyof typeof xiaomiRegions];
    if (region === undefined) throw foreign("Xiaomi", host, Object.keys(xiaomiRegions).join(", "));
    return services.createXiaomi({ appSecret, region, retry, ...servers.xiaomi });
  },
};

const xiaomiRegions = {
  "api.xmpush.xiaomi.com": "china",
  "api.xmpush.global.xiaomi.com": "global",
  "sandbox.xmpush.xiaomi.com": "sandbox",
} as const;

/**
 * Opens a client for a platform. Its servers are those of the service, whatever the endpoint of the
 * credential says: no token leaves for another host.
 *
 * @throws {ForeignEndpointError} when the endpoint is not one of the service.
 * @throws {TypeError} when an endpoint is not a URL.
 * @throws {PlatformError} NH_CREDENTIAL_INVALID when the credential cannot be read.
 */
export function openServiceClient<Platform extends DeliverablePlatform>(
  platform: Platform,
  credential: CredentialOf[Platform],
  options: ResolvedDeliverOptions,
): ServiceClient {
  return openings[platform](credential, options);
}

/** Azure writes an endpoint for a token as a URL, and one for a certificate as a host name. */
function environmentOf({ environment, endpoint }: CredentialOf["apple"]): "production" | "development" {
  if (environment !== undefined || endpoint === undefined)
    return environment === "sandbox" ? "development" : "production";
  const { hostname } = new URL(endpoint.includes("://") ? endpoint : `https://${endpoint}`);
  if (!hostname.endsWith(".push.apple.com")) throw foreign("APNs", hostname, "hosts below push.apple.com");
  return /sandbox|development/.test(hostname) ? "development" : "production";
}

function foreign(service: string, given: URL | string, allowed: string): ForeignEndpointError {
  const host = typeof given === "string" ? given : given.host;
  return new ForeignEndpointError(
    `The credential names ${JSON.stringify(host.slice(0, 80))}, which is not a host of ${service}. Allowed: ${allowed}.`,
  );
}
