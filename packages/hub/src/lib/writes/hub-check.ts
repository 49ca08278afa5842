import type { AuthorizationRule, CredentialKind, HubCredentials, HubDescription, RegistrationTtl } from "@nh/wire";
import { credentialTable } from "@nh/wire";

const DAY_SECONDS = 86_400;
const METADATA_LENGTH = 1024;

/**
 * What is missing of a credential, in the words of the .NET client, which checks the same before a
 * call (SRClient.resx). The service's own words are not recorded.
 */
const incomplete: Partial<Record<CredentialKind, string>> = {
  wns: "Only 2 properties PackageSid and SecretKey are required.",
  gcm: "Only GoogleApiKey and GcmEndpoint are required.",
  fcmV1: "PrivateKey, ProjectId, and ClientEmail are required.",
  browser: "Subject, VapidPublicKey, and VapidPrivateKey are required.",
};

/** Why the service would refuse a description. Undefined when it would not. */
export function faultOfHub(hub: HubDescription): string | undefined {
  return (
    faultOfRules(hub.authorizationRules ?? []) ??
    faultOfTtl(hub.registrationTtl) ??
    faultOfMetadata(hub.userMetadata) ??
    faultOfCredentials(hub.credentials ?? {})
  );
}

function faultOfRules(rules: readonly AuthorizationRule[]): string | undefined {
  const names = new Set(rules.map(({ name }) => name));
  if (names.size < rules.length) return "The names of the authorization rules must be unique.";
  for (const { rights } of rules) {
    if (new Set(rights).size < rights.length) return "The AccessRights on an Authorization Rule must be unique.";
    if (rights.includes("Manage") && rights.length < 3) return "Manage permission should also include Send and Listen.";
  }
  return undefined;
}

function faultOfTtl(ttl: RegistrationTtl | undefined): string | undefined {
  if (ttl === undefined || ttl === "never") return undefined;
  const seconds = "days" in ttl ? ttl.days * DAY_SECONDS : ttl.seconds;
  return seconds < DAY_SECONDS ? "The RegistrationTtl must be at least one day." : undefined;
}

function faultOfMetadata(metadata = ""): string | undefined {
  return metadata.length > METADATA_LENGTH
    ? `The UserMetadata must have at most ${METADATA_LENGTH} characters.`
    : undefined;
}

function faultOfCredentials(credentials: HubCredentials): string | undefined {
  for (const [kind, credential] of Object.entries(credentials) as [CredentialKind, Record<string, unknown>][]) {
    if (credential === undefined) continue;
    const missing = credentialTable[kind].required.some((member) => (credential[member] ?? "") === "");
    // .NET's check demands only the API key of Baidu.
    const fault =
      kind === "baidu" ? undefined : (incomplete[kind] ?? `A property of the ${kind} credential is missing.`);
    if (missing && fault !== undefined) return fault;
  }
  return faultOfApns(credentials.apns as Partial<Record<string, string>> | undefined) ?? faultOfWns(credentials.wns);
}

function faultOfApns(apns: Partial<Record<string, string>> | undefined): string | undefined {
  if (apns === undefined) return undefined;
  const { environment, endpoint, key, keyId, teamId, bundleId, certificate, certificatePassword } = apns;
  if (!environment && !endpoint) return "A valid endpoint for APNS is required.";
  if (key && certificate) return "Cannot set both token and certificate for APNS.";
  if (!key && !certificate) return "A valid set of token credentials or certificate credentials are needed.";
  if (key && !(keyId && teamId && bundleId))
    return "To use APNS token, the key id, application id and application name need to be set.";
  if (certificate && !certificatePassword)
    return "To use a certificate as the APNS credentials a CertificateKey, ApnsCertificate and Endpoint are required.";
  return undefined;
}

function faultOfWns(wns: HubCredentials["wns"]): string | undefined {
  return wns === undefined || wns.packageSid.startsWith("ms-app://")
    ? undefined
    : "The PackageSid must begin with ms-app://.";
}
