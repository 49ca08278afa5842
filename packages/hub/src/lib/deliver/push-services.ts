import type { BrowserHandle, NativePlatform, Notification } from "@nh/payloads";

/** A response of a push service, as `@nh/platforms` returns it. */
export interface ServiceResult {
  readonly state: "delivered" | "refused" | "handleGone" | "throttled" | "credentialRefused" | "unavailable";
  readonly about: "credential" | "handle" | "payload" | "service" | undefined;
  readonly reason: string | undefined;
  readonly hint: string | undefined;
  readonly status: number;
  readonly retryable: boolean;
  readonly id: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly mayHaveBeenPushed: boolean;
  readonly newHandle: string | undefined;
}

/** A client of one push service with one credential. */
export interface ServiceClient {
  push(
    notification: Notification,
    handle: string | BrowserHandle,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<ServiceResult>;
  close(): Promise<void>;
}

/** The servers of a service, for test doubles. */
export interface ServiceServers {
  /** Where to push. */
  readonly url?: string | undefined;
  /** Where to get access tokens (FCM, WNS, ADM). */
  readonly tokenUrl?: string | undefined;
  /** PEM certificates to trust instead of those of the system. */
  readonly ca?: string | undefined;
}

/** What a client retries itself: a push without a response. */
interface Retry {
  readonly retry: { readonly responses: false };
}

type Servers = Omit<ServiceServers, "tokenUrl"> & Retry;
type TokenServers = ServiceServers & Retry;

/** The functions of `@nh/platforms` that the hub calls. `import * as services` has them. */
export interface PushServices {
  createApns(
    options: (
      | { readonly key: string; readonly keyId: string; readonly teamId: string; readonly bundleId: string }
      | { readonly certificate: string; readonly passphrase: string }
    ) & { readonly environment: "production" | "development" } & Servers,
  ): ServiceClient;
  createFcmV1(
    account: { readonly project_id: string; readonly client_email: string; readonly private_key: string },
    options: TokenServers,
  ): ServiceClient;
  createWebPush(
    options: {
      readonly subject: string;
      readonly publicKey: string;
      readonly privateKey: string;
      readonly hosts: AllowedHosts;
    } & Servers,
  ): ServiceClient;
  createWns(
    options: (
      | { readonly packageSid: string; readonly secretKey: string }
      | { readonly tenantId: string; readonly clientId: string; readonly clientSecret: string }
    ) &
      TokenServers,
  ): ServiceClient;
  createAdm(options: { readonly clientId: string; readonly clientSecret: string } & TokenServers): ServiceClient;
  createXiaomi(
    options: { readonly appSecret: string; readonly region: "china" | "global" | "sandbox" } & Servers,
  ): ServiceClient;
}

/**
 * The hosts that the endpoint of a browser may name. Devices choose endpoints, so they are hostile.
 * - `public`: https to public addresses.
 * - `loopback`: also this machine, over https or http, for test doubles.
 * - `any`: also private networks, over https.
 */
export type AllowedHosts = "public" | "loopback" | "any";

/** The platforms that the hub can push to. */
export const deliverablePlatforms = [
  "apple",
  "fcmv1",
  "browser",
  "windows",
  "adm",
  "xiaomi",
] as const satisfies readonly NativePlatform[];

/** A platform that the hub can push to. */
export type DeliverablePlatform = (typeof deliverablePlatforms)[number];

export function isDeliverable(platform: unknown): platform is DeliverablePlatform {
  return (deliverablePlatforms as readonly unknown[]).includes(platform);
}
