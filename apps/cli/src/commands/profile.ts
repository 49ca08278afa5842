import { parseConnectionString } from "@nh/auth";
import { redactSecrets } from "@nh/wire";
import { usageError } from "../cli-error.js";
import { platformsOf } from "../compose/compose-notification.js";
import { exitCodes } from "../exit-codes.js";
import { checkHubName, isHubName } from "../hub/hub-name.js";
import { localConnectionString, localHubName } from "../hub/local-hub.js";
import {
  builtInProfile,
  type Profiles,
  profileNamed,
  profilesPath,
  readProfiles,
  updateProfiles,
} from "../hub/profiles.js";
import { readProjectConfig } from "../hub/project-config.js";
import { checkReference, isReference, resolveSecret } from "../input/secret-reference.js";
import type { Io } from "../io.js";
import { describeError } from "../output/describe-error.js";
import { terminalText } from "../output/terminal-text.js";
import { command, commandGroup } from "../program/command.js";
import { flag, text } from "../program/option.js";

const nameArgument = { summary: "name of the profile: letters, digits, dots, dashes and underscores" };

const knownArgument = { summary: "name of the profile" };

const add = command({
  summary: "save a hub under a name",
  details: `The file has mode 0600. Pass env:NAME or file:PATH to save only that reference, or - to read the
connection string from stdin. Without --connection-string, nh asks for it on a terminal.`,
  arguments: { name: nameArgument },
  hub: "none",
  options: {
    connectionString: text("text", "connection string, or env:NAME, file:PATH, or - for stdin"),
    hub: text("name", "name of the notification hub"),
    platforms: text("a,b", "where nh send goes when it names no platform"),
    use: flag("also make it the active profile"),
    force: flag("replace a profile of the same name"),
  },
  json: {
    name: "the profile",
    hub: "its hub",
    endpoint: "its namespace, when the connection string itself is saved",
    path: "the file",
  },
  examples: [
    {
      command: "nh profile add production --connection-string env:NH_PRODUCTION --hub shop",
      title: "Save only a reference",
    },
    {
      command: "pass show nh | nh profile add test --connection-string - --hub shop --use",
      title: "Save the connection string itself",
    },
  ],
  async run({ arguments: { name }, options, io, output }) {
    if (!/^[\w.-]{1,64}$/.test(name) || name === builtInProfile || name === "__proto__") {
      throw usageError(
        `"${name}" is not a valid profile name.`,
        `Use letters, digits, dots, dashes and underscores; "${builtInProfile}" is built in.`,
      );
    }
    const refuseTaken = ({ profiles }: Profiles) => {
      if (Object.hasOwn(profiles, name) && !options.force)
        throw usageError(`The profile "${name}" already exists.`, "Pass --force to replace it.");
    };
    const platforms = options.platforms === undefined ? undefined : platformsOf(options.platforms);
    // Before the prompts, so that nobody types for nothing, and again when the file is written.
    refuseTaken(await readProfiles(io));
    const given =
      options.connectionString ??
      (await ask("Connection string", io.stdin.isTTY, () => io.prompts.text("Connection string", { secret: true })));
    checkReference(given);
    // Stdin cannot be read again later, so its content is saved; a variable or a file can.
    const kept = isReference(given) && given !== "-" ? given : await resolveSecret(given, io);
    const connection = isReference(kept) ? undefined : parseConnectionString(kept);
    const hub = checkHubName(
      options.hub ??
        connection?.entityPath ??
        (await ask("Hub", io.stdin.isTTY && given !== "-", () => io.prompts.text("Name of the hub"))),
    );
    await updateProfiles(io, (known) => {
      refuseTaken(known);
      return {
        active: options.use ? name : known.active,
        profiles: { ...known.profiles, [name]: { connectionString: kept, hub, platforms } },
      };
    });
    const path = profilesPath(io);
    const where = connection === undefined ? kept : connection.endpoint;
    await output.document(
      { name, hub, ...(connection === undefined ? {} : { endpoint: connection.endpoint }), path },
      terminalText`Saved ${name}: hub ${hub} at ${where}, in ${path}.`,
    );
    return exitCodes.ok;
  },
});

async function ask(what: string, canAsk: boolean, prompt: () => Promise<string>): Promise<string> {
  const reply = canAsk ? await prompt() : "";
  if (reply.trim() !== "") return reply.trim();
  throw usageError(`${what} is missing.`, "Pass --connection-string and --hub.");
}

interface ProfileRow {
  readonly name: string;
  readonly hub: string;
  readonly where: string;
  readonly active: boolean;
}

const list = command({
  summary: "list the profiles, without their secrets",
  hub: "none",
  streams: true,
  json: { profiles: "array of { name, hub, where, active }; where is the endpoint or the reference" },
  examples: [{ command: "nh profile list", title: "All saved hubs" }],
  async run({ io, output }) {
    const { active, profiles } = await readProfiles(io);
    const named = { [builtInProfile]: { connectionString: localConnectionString, hub: localHubName }, ...profiles };
    const rows = Object.entries(named).map(
      ([name, { connectionString, hub }]): ProfileRow => ({
        name,
        hub: isHubName(hub) ? hub : "an invalid hub name",
        where: isReference(connectionString) ? redactSecrets(connectionString) : endpointOf(connectionString),
        active: name === active,
      }),
    );
    await output.list(rows, {
      key: "profiles",
      json: (row) => row,
      row: (row) => row,
      columns: [
        { title: "", value: ({ active: isActive }) => (isActive ? "*" : "") },
        { title: "name", value: ({ name }) => name },
        { title: "hub", value: ({ hub }) => hub },
        { title: "where", value: ({ where }) => where },
      ],
      empty: "No profiles.",
    });
    await output.note(await whatDecides(io, active));
    return exitCodes.ok;
  },
});

/** The active profile is only used where nothing else names a hub. */
async function whatDecides(io: Io, active: string | undefined): Promise<string> {
  if (io.env.NH_CONNECTION_STRING) return "NH_CONNECTION_STRING decides which hub to use, not the active profile.";
  try {
    const project = await readProjectConfig(io);
    if (project !== undefined) return `${project.path} decides which hub to use, not the active profile.`;
  } catch (error) {
    return describeError(error).message;
  }
  return active === undefined
    ? "No profile is active, so commands use the local hub."
    : `The active profile in ${profilesPath(io)} decides which hub to use.`;
}

function endpointOf(connectionString: string): string {
  try {
    return parseConnectionString(connectionString).endpoint;
  } catch {
    return "an invalid connection string";
  }
}

const use = command({
  summary: "choose the active profile",
  arguments: { profile: knownArgument },
  hub: "none",
  json: { active: "the active profile" },
  examples: [{ command: "nh profile use local", title: "Use the local hub again" }],
  async run({ arguments: { profile: name }, io, output }) {
    await updateProfiles(io, (known) => {
      if (name !== builtInProfile) profileNamed(name, known);
      return { ...known, active: name };
    });
    await output.document({ active: name }, terminalText`${name} is the active profile.`);
    return exitCodes.ok;
  },
});

const remove = command({
  summary: "delete a profile",
  arguments: { profile: knownArgument },
  hub: "none",
  json: { removed: "the profile" },
  examples: [{ command: "nh profile remove test", title: "Delete it with its secret" }],
  async run({ arguments: { profile: name }, io, output }) {
    if (name === builtInProfile) throw usageError(`"${builtInProfile}" is built in and cannot be removed.`);
    await updateProfiles(io, (known) => {
      profileNamed(name, known);
      const { [name]: _removed, ...profiles } = known.profiles;
      return { active: known.active === name ? undefined : known.active, profiles };
    });
    await output.document({ removed: name }, terminalText`Removed ${name}.`);
    return exitCodes.ok;
  },
});

export const profile = commandGroup("named hubs, saved in the user's configuration", { add, list, use, remove });
