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

type RowOf<Kind extends CredentialKind> = CredentialRow<MembersOf<NonNullable<HubCredentials[Kind]>>>;

/** One row per push service. */
export type CredentialTable = {
  readonly apns: RowOf<"apns">;
  readonly wns: RowOf<"wns">;
  readonly gcm: RowOf<"gcm">;
  readonly mpns: RowOf<"mpns">;
  readonly adm: RowOf<"adm">;
  readonly baidu: RowOf<"baidu">;
  readonly fcmV1: RowOf<"fcmV1">;
  readonly browser: RowOf<"browser">;
  readonly xiaomi: RowOf<"xiaomi">;
};

/** How the .NET and Java clients write the credential of every push service. */
export const credentialTable: CredentialTable = {
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
