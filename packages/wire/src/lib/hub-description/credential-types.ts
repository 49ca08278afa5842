/** What every credential has. */
export interface CredentialCommon {
  /** When the push service blocked the credential, ISO 8601. Written by the service only. */
  readonly blockedOn?: string | undefined;
  /** Properties that this version does not know, by name. They are written back at the end. */
  readonly unknownProperties?: Readonly<Record<string, string>> | undefined;
}

/**
 * Where a credential for APNs delivers: the environment, or an endpoint that is not one of the
 * usual ones.
 */
interface ApnsTarget extends CredentialCommon {
  /**
   * `production` or `sandbox`. It means the endpoint that the service delivers to:
   * `https://api.push.apple.com:443/3/device` or
   * `https://api.development.push.apple.com:443/3/device` with a token, `gateway.push.apple.com` or
   * `gateway.sandbox.push.apple.com` with a certificate.
   */
  readonly environment?: "production" | "sandbox" | undefined;
  /** Any other endpoint, exactly as the service has it. Ignored when `environment` is given. */
  readonly endpoint?: string | undefined;
}

/** Token-based authentication with APNs. */
export interface ApnsTokenCredential extends ApnsTarget {
  /** The text of the `.p8` file without its frame. A secret. */
  readonly key: string;
  /** Ten characters. */
  readonly keyId: string;
  /** The element is called `AppId`. */
  readonly teamId: string;
  /** The element is called `AppName`. */
  readonly bundleId: string;
}

/** Certificate-based authentication with APNs. */
export interface ApnsCertificateCredential extends ApnsTarget {
  /** The `.p12` file as base64. A secret. */
  readonly certificate: string;
  /** The password of the `.p12` file. A secret. */
  readonly certificatePassword: string;
  /** Written by the service only. */
  readonly thumbprint?: string | undefined;
}

/**
 * A credential for Firebase Cloud Messaging, HTTP v1: three members of a service account's JSON.
 */
export interface FcmV1Credential extends CredentialCommon {
  /** PEM. A secret. */
  readonly privateKey: string;
  readonly projectId: string;
  readonly clientEmail: string;
}

/** A credential for the legacy API of Firebase Cloud Messaging. */
export interface GcmCredential extends CredentialCommon {
  /** A secret. */
  readonly apiKey: string;
  /** Default of the service: `https://fcm.googleapis.com/fcm/send`. */
  readonly endpoint?: string | undefined;
}

/** A credential for the Windows Notification Service. */
export interface WnsCredential extends CredentialCommon {
  /** Begins with `ms-app://`. */
  readonly packageSid: string;
  /** A secret. */
  readonly secretKey: string;
  /** Default of the service: `https://login.live.com/accesstoken.srf`. */
  readonly endpoint?: string | undefined;
  /** Base64. A secret. */
  readonly certificate?: string | undefined;
  /** A secret. */
  readonly certificatePassword?: string | undefined;
}

/** A credential for Windows Phone; without members it is unauthenticated. */
export interface MpnsCredential extends CredentialCommon {
  /** The `.pfx` file as base64. A secret. */
  readonly certificate?: string | undefined;
  /** The password of the `.pfx` file. A secret. */
  readonly certificatePassword?: string | undefined;
  /** Written by the service only. */
  readonly thumbprint?: string | undefined;
}

/** A credential for Amazon Device Messaging. */
export interface AdmCredential extends CredentialCommon {
  readonly clientId: string;
  /** A secret. */
  readonly clientSecret: string;
  /** Default of the service: `https://api.amazon.com/auth/O2/token`. */
  readonly authTokenUrl?: string | undefined;
  /** Default of the service: `https://api.amazon.com/messaging/registrations/{0}/messages`. */
  readonly sendUrlTemplate?: string | undefined;
}

/** A credential for Baidu Cloud Push. */
export interface BaiduCredential extends CredentialCommon {
  /** A secret. */
  readonly apiKey: string;
  /** A secret. */
  readonly secretKey: string;
  /** Default of the service: `https://channel.api.duapp.com/rest/2.0/channel/channel`. */
  readonly endpoint?: string | undefined;
}

/** A credential for browsers: the VAPID keys of the application. */
export interface BrowserCredential extends CredentialCommon {
  /** Begins with `mailto:` or `https:`. */
  readonly subject: string;
  /** Base64url. */
  readonly publicKey: string;
  /** Base64url. A secret. */
  readonly privateKey: string;
}

/** A credential for Xiaomi. */
export interface XiaomiCredential extends CredentialCommon {
  /** A secret. */
  readonly appSecret: string;
  /** `api.xmpush.xiaomi.com`, `api.xmpush.global.xiaomi.com`, or `sandbox.xmpush.xiaomi.com`. */
  readonly endpoint: string;
}

/**
 * The credentials of a hub for the push services. A member that the protocol requires, but a
 * response does not have, is read as an empty string.
 */
export interface HubCredentials {
  readonly apns?: ApnsTokenCredential | ApnsCertificateCredential | undefined;
  readonly fcmV1?: FcmV1Credential | undefined;
  readonly gcm?: GcmCredential | undefined;
  readonly wns?: WnsCredential | undefined;
  readonly mpns?: MpnsCredential | undefined;
  readonly adm?: AdmCredential | undefined;
  readonly baidu?: BaiduCredential | undefined;
  readonly browser?: BrowserCredential | undefined;
  readonly xiaomi?: XiaomiCredential | undefined;
}
