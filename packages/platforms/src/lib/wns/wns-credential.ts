import { need } from "../argument-error.js";
import { invalidCredential } from "../platform-error.js";

/** An app of the Microsoft Store (UWP): its package SID and secret key, from Partner Center. */
export interface WnsPackageCredential {
  /** Such as `ms-app://s-1-15-2-…`. */
  readonly packageSid: string;
  readonly secretKey: string;
}

/**
 * An app of the Windows App SDK: its registration in Microsoft Entra ID. It receives toasts and raw
 * notifications only.
 */
export interface WnsTenantCredential {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A credential, ready for token requests. */
export interface WnsCredential {
  readonly kind: "package" | "tenant";
  readonly tokenUrl: string;
  readonly form: Readonly<Record<string, string>>;
  readonly secret: string;
}

/**
 * @throws {PlatformError} NH_CREDENTIAL_INVALID when a part is missing or is not one of
 * Microsoft's.
 * @throws {ArgumentError} when parts of both kinds are given.
 */
export function readWnsCredential(given: WnsPackageCredential | WnsTenantCredential): WnsCredential {
  const isPackage = "packageSid" in given && given.packageSid !== undefined;
  const isTenant = "clientId" in given && given.clientId !== undefined;
  const rule = "either packageSid and secretKey, or tenantId, clientId and clientSecret";
  need(!(isPackage && isTenant), "options", rule);
  return isTenant ? tenantCredential(given) : packageCredential(given as WnsPackageCredential);
}

/** Microsoft, "Push notification service request and response headers": access token request. */
function packageCredential({ packageSid, secretKey }: WnsPackageCredential): WnsCredential {
  needPart(packageSid, "packageSid", /^ms-app:\/\/s-1-15-2(-\d+)+$/i, "begin with ms-app://s-1-15-2-");
  needPart(secretKey, "secretKey", /./, "not be empty");
  const tokenUrl = "https://login.live.com/accesstoken.srf";
  return { kind: "package", tokenUrl, secret: secretKey, form: form(packageSid, secretKey, "notify.windows.com") };
}

/** Microsoft, "Quickstart: Push notifications in the Windows App SDK": token request. */
function tenantCredential({ tenantId, clientId, clientSecret }: WnsTenantCredential): WnsCredential {
  needPart(tenantId, "tenantId", /^[\w.-]+$/, "be the directory (tenant) ID from Microsoft Entra ID");
  needPart(clientId, "clientId", /^[\w-]+$/, "be the application (client) ID from Microsoft Entra ID");
  needPart(clientSecret, "clientSecret", /./, "not be empty");
  const tokenUrl = `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`;
  return {
    kind: "tenant",
    tokenUrl,
    secret: clientSecret,
    form: form(clientId, clientSecret, "https://wns.windows.com/.default"),
  };
}

function form(clientId: string, clientSecret: string, scope: string): Readonly<Record<string, string>> {
  return { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret, scope };
}

function needPart(value: unknown, name: string, rule: RegExp, must: string): void {
  if (typeof value === "string" && rule.test(value)) return;
  throw invalidCredential("windows", `${name} must ${must}.`, "Copy it from Partner Center or Microsoft Entra ID.");
}

/** What to do about an error of the server that issues tokens. */
export function wnsTokenHint(reason: string): string {
  if (reason === "invalid_client" || reason === "unauthorized_client") {
    return "ID and secret do not belong together, or the secret has expired. Create a new secret.";
  }
  return "Microsoft does not issue an access token for this credential. Create a new secret.";
}
