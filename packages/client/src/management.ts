export type {
  AdmCredential,
  ApnsCertificateCredential,
  ApnsTokenCredential,
  AuthorizationRule,
  BaiduCredential,
  BrowserCredential,
  FcmV1Credential,
  GcmCredential,
  HubCredentials,
  HubDescription,
  MpnsCredential,
  RegistrationTtl,
  Right,
  WnsCredential,
  XiaomiCredential,
} from "@nh/wire";
export { ArgumentError, isArgumentError } from "./lib/argument-error.js";
export { checkHub } from "./lib/management/check-hub.js";
export { generateKey } from "./lib/management/generate-key.js";
export type { CredentialSettings, HubSettings, ServiceAccount } from "./lib/management/hub-settings.js";
export type { HubChange, Hubs } from "./lib/management/hubs.js";
export { NamespaceClient } from "./lib/management/namespace-client.js";
