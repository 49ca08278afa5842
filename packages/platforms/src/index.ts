export { type AdmOptions, createAdm } from "./lib/adm/create-adm.js";
export { type ApnsCertificateFacts, inspectApnsCertificate } from "./lib/apns/certificate.js";
export {
  type ApnsConnectionOptions,
  type ApnsOptions,
  createApns,
} from "./lib/apns/create-apns.js";
export type { ApnsCertificateCredential, ApnsTokenCredential } from "./lib/apns/credential.js";
export type { ApnsEnvironment } from "./lib/apns/environment.js";
export { ArgumentError, isArgumentError } from "./lib/argument-error.js";
export { createFcmV1 } from "./lib/fcm-v1/create-fcm-v1.js";
export type { FcmServiceAccount } from "./lib/fcm-v1/service-account.js";
export type { AllowedHosts } from "./lib/http/hosts.js";
export {
  isPlatformError,
  PlatformError,
  type PlatformErrorCode,
  type PlatformErrorDetails,
} from "./lib/platform-error.js";
export type { ClientOptions, PushOptions, RetryOptions, TokenClientOptions } from "./lib/push/options.js";
export type { PushClient } from "./lib/push/push-client.js";
export { refusedPlatforms } from "./lib/refused-platforms.js";
export type { PushResult, PushState, PushStep, PushSubject } from "./lib/result.js";
export { createWebPush, type WebPushOptions } from "./lib/web-push/create-web-push.js";
export type { WebPushHandle } from "./lib/web-push/subscription.js";
export { generateVapidKeys, type VapidKeys } from "./lib/web-push/vapid-keys.js";
export { createWns, type WnsOptions } from "./lib/wns/create-wns.js";
export type { WnsPackageCredential, WnsTenantCredential } from "./lib/wns/wns-credential.js";
export { createXiaomi, type XiaomiOptions, type XiaomiRegion } from "./lib/xiaomi/create-xiaomi.js";
