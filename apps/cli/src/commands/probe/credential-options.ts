import { usageError } from "../../cli-error.js";
import { choice, flagName, grouped, type OptionValues, text } from "../../program/option.js";
import type { ProbedPlatform } from "./platforms.js";

const secretForm = "env:NAME, file:PATH, or - for stdin";

export const credentialOptions = grouped("Credential", {
  p8: text("file", "key of Apple, AuthKey_….p8"),
  keyId: text("id", "ID of the key; default: from the name of the file"),
  teamId: text("id", "ID of the team at Apple"),
  bundleId: text("id", "bundle ID of the app"),
  p12: text("file", "certificate of Apple, in place of a key"),
  password: text("password", `password of the certificate: ${secretForm}`),
  environment: choice(
    "environment",
    ["production", "development", "both"],
    "environment of APNs; both tries development when production does not know the token; default: production",
  ),
  serviceAccount: text("file", "service account of Firebase, as JSON"),
  vapid: text("file", "keys of Web Push, as nh vapid generate --json writes them"),
  subject: text("contact", "your contact for push services: a mailto: or https: URL"),
  packageSid: text("sid", "package SID of a Windows app, ms-app://…"),
  tenantId: text("id", "tenant of Microsoft Entra ID, in place of a package SID"),
  clientId: text("id", "client ID: of the tenant (windows) or of the security profile (adm)"),
  secret: text("secret", `secret of windows, adm and xiaomi: ${secretForm}`),
  region: choice("region", ["china", "global", "sandbox"], "server of Xiaomi; default: china"),
  fromHub: text("name", "use the credential of this hub; needs Manage"),
});

/** What the options, or another command, say about the credential. */
export type CredentialValues = Partial<OptionValues<typeof credentialOptions>>;
type CredentialName = Exclude<keyof CredentialValues, "fromHub">;

const optionsOf: Readonly<Record<ProbedPlatform, readonly CredentialName[]>> = {
  apple: ["p8", "keyId", "teamId", "bundleId", "p12", "password", "environment"],
  fcmv1: ["serviceAccount"],
  browser: ["vapid", "subject"],
  windows: ["packageSid", "tenantId", "clientId", "secret"],
  adm: ["clientId", "secret"],
  xiaomi: ["secret", "region"],
};

/** What makes a whole credential. */
const credentials: Readonly<Record<ProbedPlatform, string>> = {
  apple: "--p8 with --key-id, --team-id and --bundle-id; or --p12 with --password and --bundle-id",
  fcmv1: "--service-account",
  browser: "--vapid with --subject",
  windows: "--package-sid with --secret; or --tenant-id with --client-id and --secret",
  adm: "--client-id with --secret",
  xiaomi: "--secret",
};

/**
 * Refuses options that the platform would ignore.
 *
 * @throws {CliError} for such an option, or for none at all.
 */
export function checkCredentialOptions(platform: ProbedPlatform, values: CredentialValues): void {
  const given = (Object.keys(credentialOptions) as (keyof CredentialValues)[]).filter(
    (name) => values[name] !== undefined,
  );
  const own = optionsOf[platform];
  const list = own.map(flagName).join(", ");
  if (values.fromHub !== undefined) {
    const second = given.find((name) => name !== "fromHub");
    if (second !== undefined) throw usageError(`--from-hub and ${flagName(second)} cannot be combined.`);
    return;
  }
  const stray = given.find((name) => !(own as readonly string[]).includes(name));
  if (stray !== undefined) {
    throw usageError(
      `${flagName(stray)} is not an option of ${platform}.`,
      `Credential options of ${platform}: ${list}.`,
    );
  }
  if (given.length === 0)
    throw usageError("The credential is missing.", `Pass ${credentials[platform]}; or --from-hub <name>.`);
}

/** @throws {CliError} when the option is missing. */
export function needed(values: CredentialValues, name: CredentialName): string {
  const value = values[name];
  if (value !== undefined && value !== "") return value;
  throw usageError(`${flagName(name)} is missing.`);
}
