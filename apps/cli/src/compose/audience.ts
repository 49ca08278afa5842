import { type Audience, anyOf, device, devices, everyone, installation, user } from "@nh/client";
import type { Platform } from "@nh/payloads";
import { tagLimits } from "@nh/wire";
import { type CliError, inputError, usageError } from "../cli-error.js";
import { checkedHandle } from "../input/checked-handle.js";
import { parseTags } from "../input/name-value.js";
import { parseSubscription } from "../input/structured-handle.js";
import { plural } from "../output/numbers.js";
import { flag, grouped, list, type OptionValues, text } from "../program/option.js";

const heading = "Audience (exactly one kind)";

/** Devices by what is registered about them. */
export const tagAudienceOptions = grouped(heading, {
  tag: list("tag", "devices with this tag, or with any of several tags"),
  tags: text("a,b", "devices with any of these tags"),
  expression: text("expression", "a tag expression: 'a && !b'"),
  user: text("id", "all devices of this user"),
  installation: text("id", "this installation"),
  everyone: flag("every device of the platform: a broadcast"),
});

export const audienceOptions = {
  ...tagAudienceOptions,
  ...grouped(heading, { device: list("handle", "this device, by its handle; a browser's subscription as JSON") }),
};

type TagAudienceOptions = OptionValues<typeof tagAudienceOptions>;
type AudienceOptions = OptionValues<typeof audienceOptions> & {
  /** Accepts a handle that the platform cannot have issued. */
  readonly unchecked: boolean;
};

export interface ChosenAudience {
  readonly audience: Audience;
  /** Its tag expression, for the linter. */
  readonly expression?: string | undefined;
  readonly isBroadcast: boolean;
  /** For prompts and notes: `everyone`, `devices with news || sport`. */
  readonly description: string;
}

/** The error for options that name no audience, of a command that takes all kinds. */
export const missingAudience = (): CliError =>
  usageError(
    "The audience is missing.",
    "Pass --tag, --expression, --user, --installation or --device, or --everyone to broadcast.",
  );

/** The same without handles. */
export const missingTagAudience = (): CliError =>
  usageError("The audience is missing.", "Pass --tag, --expression, --user, --installation or --everyone.");

/** The audience that the options name; undefined when they name none. */
export function chooseAudience(options: AudienceOptions, platform: Platform): ChosenAudience | undefined {
  if (options.device.length === 0) return chooseTagAudience(options);
  onlyOne([...kindsOf(options), "--device"]);
  return deviceAudience(options, platform);
}

/** The audience by tags or everyone; undefined when the options name none. */
export function chooseTagAudience(options: TagAudienceOptions): ChosenAudience | undefined {
  const kinds = kindsOf(options);
  onlyOne(kinds);
  const { expression = "", user: userId = "", installation: installationId = "" } = options;
  switch (kinds[0]) {
    case "--tag": {
      const tags = parseTags(options.tag, options.tags);
      if (tags.length > tagLimits.orOnly) {
        throw inputError(
          `One request names at most ${tagLimits.orOnly} tags, not ${tags.length}.`,
          "Send several times, each with fewer tags. A device with tags in two of the sends gets two pushes.",
        );
      }
      return tagged(anyOf(...tags), tags.join(" || "));
    }
    case "--expression":
      return tagged(given("--expression", expression), expression);
    case "--user":
      return tagged(user(given("--user", userId)), `$UserId:{${userId}}`);
    case "--installation":
      return tagged(installation(given("--installation", installationId)), `$InstallationId:{${installationId}}`);
    case "--everyone":
      return { audience: everyone(), isBroadcast: true, description: "everyone" };
    default:
      return undefined;
  }
}

/** The options of the audience as a shell takes them, such as `--expression 'news && !muted'`. */
export function audienceWords(options: TagAudienceOptions): string {
  const { tag, tags, expression, user: userId, installation: id, everyone: all } = options;
  const values = [
    ...tag.map((one) => ["--tag", one] as const),
    ["--tags", tags] as const,
    ["--expression", expression] as const,
    ["--user", userId] as const,
    ["--installation", id] as const,
  ];
  const words = values.flatMap(([name, value]) => {
    if (value === undefined) return [];
    // A value that starts with a hyphen would be an option.
    return [`${name}${value.startsWith("-") ? "=" : " "}${inShell(value)}`];
  });
  return [...words, ...(all ? ["--everyone"] : [])].join(" ");
}

function inShell(value: string): string {
  return /^[\w.,:@/+-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}

function kindsOf({ tag, tags, expression, user: userId, installation: id, everyone: all }: TagAudienceOptions) {
  const kinds = {
    "--tag": tag.length > 0 || tags !== undefined,
    "--expression": expression !== undefined,
    "--user": userId !== undefined,
    "--installation": id !== undefined,
    "--everyone": all,
  };
  return Object.entries(kinds).flatMap(([kind, isNamed]) => (isNamed ? [kind] : []));
}

function onlyOne(kinds: readonly string[]): void {
  if (kinds.length <= 1) return;
  throw usageError(`${kinds.join(" and ")} cannot be combined.`, "Combine tags with --expression 'a && b'.");
}

/** An unset variable of a script must mean neither somebody nor everybody. */
function given(option: string, value: string): string {
  if (value.trim() !== "") return value;
  throw usageError(`${option} is empty.`, "Pass --everyone to send to every device.");
}

function tagged(audience: Audience, expression: string): ChosenAudience {
  return { audience, expression, isBroadcast: false, description: `devices with ${expression}` };
}

function deviceAudience({ device: handles, unchecked }: AudienceOptions, platform: Platform): ChosenAudience {
  const description = plural(handles.length, "device");
  const [first] = handles;
  if (platform === "browser" && first !== undefined) {
    if (handles.length > 1) throw usageError("A browser notification can have only one --device.");
    return { audience: device(parseSubscription(first, "--device of a browser")), isBroadcast: false, description };
  }
  // The client refuses a template for devices, and says what to do.
  if (platform !== "template")
    for (const handle of handles) checkedHandle(handle, { platform, origin: "--device", unchecked });
  return {
    audience: handles.length === 1 && first !== undefined ? device(first) : devices(handles),
    isBroadcast: false,
    description,
  };
}
