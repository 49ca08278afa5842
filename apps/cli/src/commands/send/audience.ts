import { type Audience, anyOf, device, devices, everyone, installation, user } from "@nh/client";
import type { Platform } from "@nh/payloads";
import { usageError } from "../../cli-error.js";
import { flag, grouped, list, type OptionValues, text } from "../../option.js";
import { parseJsonObject } from "../../read-input.js";

export const audienceOptions = grouped("Audience (exactly one kind)", {
  tag: list("tag", "devices with this tag; with any of them when several are given"),
  tags: text("a,b", "devices with any of these tags"),
  expression: text("expression", 'a tag expression: "a && !b"'),
  user: text("id", "all devices of this user"),
  installation: text("id", "this installation"),
  device: list("handle", "this device, by its handle; a browser's subscription as JSON"),
  everyone: flag("every device of the platform: a broadcast"),
});

export type AudienceOptions = OptionValues<typeof audienceOptions>;

export interface ChosenAudience {
  readonly audience: Audience;
  /** Its tag expression, for the linter. */
  readonly expression?: string | undefined;
  readonly isBroadcast: boolean;
  /** For questions and notes: `everyone`, `devices with news || sport`. */
  readonly says: string;
}

/** The audience that the options name; undefined when they name none. */
export function chooseAudience(options: AudienceOptions, platform: Platform): ChosenAudience | undefined {
  const tags = [...options.tag, ...(options.tags?.split(",") ?? [])]
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "");
  const kinds = [
    options.tag.length > 0 || options.tags !== undefined ? "--tag" : undefined,
    options.expression === undefined ? undefined : "--expression",
    options.user === undefined ? undefined : "--user",
    options.installation === undefined ? undefined : "--installation",
    options.device.length === 0 ? undefined : "--device",
    options.everyone ? "--everyone" : undefined,
  ].filter((kind) => kind !== undefined);
  if (kinds.length > 1) {
    throw usageError(`${kinds.join(" and ")} cannot be combined.`, 'Put tags together with --expression "a && b".');
  }
  switch (kinds[0]) {
    case "--tag":
      if (tags.length === 0)
        throw usageError("--tags names no tag.", "Nothing is broadcast by accident: --everyone means everybody.");
      return tagged(anyOf(...tags), tags.join(" || "));
    case "--expression":
      return tagged(options.expression ?? "", options.expression ?? "");
    case "--user":
      return tagged(user(options.user ?? ""), `$UserId:{${options.user}}`);
    case "--installation":
      return tagged(installation(options.installation ?? ""), `$InstallationId:{${options.installation}}`);
    case "--device":
      return deviceAudience(options.device, platform);
    case "--everyone":
      return { audience: everyone(), isBroadcast: true, says: "everyone" };
    default:
      return undefined;
  }
}

function tagged(audience: Audience, expression: string): ChosenAudience {
  return { audience, expression, isBroadcast: false, says: `devices with ${expression}` };
}

function deviceAudience(handles: readonly string[], platform: Platform): ChosenAudience {
  const says = handles.length === 1 ? "one device" : `${handles.length} devices`;
  const [first] = handles;
  if (platform === "browser" && first !== undefined) {
    if (handles.length > 1) throw usageError("A browser notification goes to one --device at a time.");
    const { endpoint, p256dh, auth } = parseJsonObject(first, "--device of a browser");
    return {
      audience: device({ endpoint: String(endpoint), p256dh: String(p256dh), auth: String(auth) }),
      isBroadcast: false,
      says,
    };
  }
  return {
    audience: handles.length === 1 && first !== undefined ? device(first) : devices(handles),
    isBroadcast: false,
    says,
  };
}
