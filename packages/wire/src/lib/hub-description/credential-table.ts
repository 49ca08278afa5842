import type { CredentialKind } from "../platform-wire.js";
import type { CredentialCommon, HubCredentials } from "./credential-types.js";

/** How the protocol writes the credential of one push service. */
export interface CredentialRow<Member extends string = string> {
  readonly element: string;
  /** The member of each property of the document, in the order of writing. */
  readonly properties: Readonly<Record<string, Member>>;
  /** The members that the protocol requires. One that is missing is read as an empty string. */
  readonly required: readonly Member[];
  /** The members that nothing may show. */
  readonly secrets: readonly Member[];
}

type MembersOf<Credential> = Credential extends unknown
  ? Exclude<keyof Credential, keyof CredentialCommon> & string
  : never;

/** One row per push service, from the contracts of the .NET and Java clients. */
export const credentialTable: {
  readonly [Kind in CredentialKind]-?: CredentialRow<MembersOf<NonNullable<HubCredentials[Kind]>>>;
} = {
  apns: {
    element: "ApnsCredential",
    properties: {
      Endpoint: "endpoint",
      ApnsCertificate: "certificate",
      CertificateKey: "certificatePassword",
      Thumbprint: "thumbprint",
      Token: "key",
      KeyId: "keyId",
      AppName: "bundleId",
      AppId: "teamId",
    },
    // Either the members of a token or those of a certificate: see apns-credential.ts.
    required: [],
    secrets: ["key", "certificate", "certificatePassword"],
  },
  wns: {
    element: "WnsCredential",
    properties: {
      PackageSid: "packageSid",
      SecretKey: "secretKey",
      WindowsLiveEndpoint: "endpoint",
      WnsCertificate: "certificate",
      CertificateKey: "certificatePassword",
    },
    required: ["packageSid", "secretKey"],
    secrets: ["secretKey", "certificate", "certificatePassword"],
  },
  gcm: {
    element: "GcmCredential",
    properties: { GcmEndpoint: "endpoint", GoogleApiKey: "apiKey" },
    required: ["apiKey"],
    secrets: ["apiKey"],
  },
  mpns: {
    element: "MpnsCredential",
    properties: { MpnsCertificate: "certificate", CertificateKey: "certificatePassword", Thumbprint: "thumbprint" },
    required: [],
    secrets: ["certificate", "certificatePassword"],
  },
  adm: {
    element: "AdmCredential",
    properties: {
      ClientId: "clientId",
      ClientSecret: "clientSecret",
      AuthTokenUrl: "authTokenUrl",
      SendUrlTemplate: "sendUrlTemplate",
    },
    required: ["clientId", "clientSecret"],
    secrets: ["clientSecret"],
  },
  baidu: {
    element: "BaiduCredential",
    properties: { BaiduApiKey: "apiKey", BaiduSecretKey: "secretKey", BaiduEndPoint: "endpoint" },
    required: ["apiKey", "secretKey"],
    secrets: ["apiKey", "secretKey"],
  },
  fcmV1: {
    element: "FcmV1Credential",
    properties: { PrivateKey: "privateKey", ProjectId: "projectId", ClientEmail: "clientEmail" },
    required: ["privateKey", "projectId", "clientEmail"],
    secrets: ["privateKey"],
  },
  browser: {
    element: "BrowserCredential",
    properties: { Subject: "subject", VapidPublicKey: "publicKey", VapidPrivateKey: "privateKey" },
    required: ["subject", "publicKey", "privateKey"],
    secrets: ["privateKey"],
  },
  xiaomi: {
    element: "XiaomiCredential",
    properties: { AppSecret: "appSecret", Endpoint: "endpoint" },
    required: ["appSecret", "endpoint"],
    secrets: ["appSecret"],
  },
};
