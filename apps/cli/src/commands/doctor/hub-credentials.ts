import { type CredentialSettings, checkHub } from "@nh/client/management";
import { describeError } from "../../output/describe-error.js";
import { checkCertificate } from "./certificate-check.js";
import type { CheckResult } from "./check.js";

/** What each credential is, once its parts are known to be right. */
const facts: Readonly<Record<string, (credential: Readonly<Record<string, string>>) => string>> = {
  apns: ({ keyId, teamId, bundleId, environment, endpoint, certificate }) =>
    certificate === undefined
      ? `key ${keyId} of team ${teamId} on P-256, for ${bundleId}, ${environment ?? endpoint}`
      : `a certificate, ${environment ?? endpoint}`,
  fcmV1: ({ projectId, clientEmail }) => `${clientEmail} of project ${projectId}, an RSA key`,
  browser: () => "the public key fits the private key",
  wns: ({ packageSid }) => `package ${packageSid}`,
  gcm: () => "it has a key, but Google has shut down this API",
};

/** Checks every credential of a hub, each on its own. */
export async function checkStoredCredentials(
  credentials: CredentialSettings,
  now: number,
): Promise<readonly CheckResult[]> {
  const kinds = Object.entries(credentials).filter(([, credential]) => credential !== undefined);
  if (kinds.length === 0) return [{ check: "credentials", state: "skipped", says: "there are none" }];
  const checks = await Promise.all(kinds.map(([kind, credential]) => checkOne(kind, credential, now)));
  return checks.flat();
}

async function checkOne(kind: string, credential: unknown, now: number): Promise<readonly CheckResult[]> {
  try {
    const { credentials } = await checkHub({ credentials: { [kind]: credential } as CredentialSettings });
    const checked = { ...Object.values(credentials ?? {})[0] } as Readonly<Record<string, string>>;
    const says = facts[kind]?.(checked) ?? "it is complete";
    const fix = "Use fcmV1 instead.";
    const first: CheckResult =
      kind === "gcm" ? { check: kind, state: "warning", says, fix } : { check: kind, state: "ok", says };
    if (checked.certificate === undefined) return [first];
    const { certificate, certificatePassword: password } = checked;
    const fixOfPassword = "Correct certificatePassword of the credential.";
    return [first, checkCertificate(`${kind} certificate`, certificate, password, now, fixOfPassword)];
  } catch (error) {
    const { message } = describeError(error);
    return [{ check: kind, state: "broken", says: message.replace(/^hub: /, "") }];
  }
}
