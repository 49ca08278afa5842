import type { HubDescription, RegistrationTtl } from "@nh/client/management";
import { redactHub } from "@nh/wire";
import { fieldLines } from "../../output/field-lines.js";
import { plural } from "../../output/numbers.js";
import type { ListView } from "../../output/output.js";
import type { ResponseIds } from "../../output/response-ids.js";
import { flag, grouped } from "../../program/option.js";

/** The stable fields of a hub in `--json`. */
export const hubFields = {
  name: "the hub",
  registrationTtl: '"never", { days } or { seconds }',
  userMetadata: "free text",
  disabled: "true when the hub refuses its devices and sends",
  authorizationRules: "array of { name, rights, primaryKey, secondaryKey }; keys are masked",
  credentials: "by push service; secrets are masked",
} as const;

export const secretOptions = grouped("Output", {
  showSecrets: flag("print keys and credentials in clear"),
});

const DAY_SECONDS = 86_400;

interface SecretOptions {
  readonly showSecrets: boolean;
}

/** The hub as `--json` prints it. */
export const hubJson = (hub: HubDescription, { showSecrets }: SecretOptions): HubDescription =>
  showSecrets ? hub : redactHub(hub);

/**
 * The hub as a person reads it. Each credential is a line with its members.
 *
 * @param ids Of the response to a change.
 */
export function hubText(hub: HubDescription, options: SecretOptions, width: number, ids: ResponseIds = {}): string {
  const { authorizationRules = [], credentials = {} } = hubJson(hub, options);
  return fieldLines(
    [
      ["name", hub.name],
      ["status", hub.disabled ? "disabled" : "active"],
      ["time to live", ttlText(hub.registrationTtl)],
      ["metadata", hub.userMetadata],
      ...authorizationRules.map(({ name, rights, primaryKey, secondaryKey }): [string, string] => {
        const keys = options.showSecrets ? ` (${[primaryKey, secondaryKey].filter(Boolean).join(", ")})` : "";
        return ["policy", `${name}: ${rights.join(", ")}${keys}`];
      }),
      ...Object.entries(credentials).map(([kind, credential]): [string, string] => [
        `credential ${kind}`,
        Object.entries(credential ?? {})
          .map(([member, value]) => `${member} ${String(value)}`)
          .join(", "),
      ]),
      ["registrations", hub.dailyMaxActiveRegistrations],
      ["devices", hub.dailyMaxActiveDevices],
      ["tracking ID", ids.trackingId],
    ],
    width,
  );
}

/** A time to live in words. Whole days are days, however they were given. */
export function ttlText(ttl: RegistrationTtl | undefined): string | undefined {
  if (ttl === undefined) return undefined;
  if (ttl === "never") return "never";
  const seconds = "days" in ttl ? ttl.days * DAY_SECONDS : ttl.seconds;
  return seconds % DAY_SECONDS === 0 ? plural(seconds / DAY_SECONDS, "day") : plural(seconds, "second");
}

export const hubList = (options: SecretOptions): ListView<HubDescription, HubDescription> => ({
  key: "hubs",
  json: (hub) => hubJson(hub, options),
  row: (hub) => hub,
  columns: [
    { title: "name", value: ({ name }) => name },
    { title: "status", value: ({ disabled }) => (disabled ? "disabled" : "active") },
    { title: "time to live", value: ({ registrationTtl }) => ttlText(registrationTtl) },
    { title: "credentials", value: ({ credentials = {} }) => Object.keys(credentials).join(",") },
    {
      title: "policies",
      value: ({ authorizationRules = [] }) => authorizationRules.map(({ name }) => name).join(","),
      givesWay: true,
    },
  ],
  empty: "No hubs.",
});
