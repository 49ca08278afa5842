import { parseConnectionString } from "@nh/auth";
import { usageError } from "../cli-error.js";
import { exitCodes } from "../exit-codes.js";
import { localConnectionString, localHubName } from "../hub/local-hub.js";
import { builtInProfile, profileNamed, profilesPath, readProfiles, writeProfiles } from "../hub/profiles.js";
import { isReference, resolveSecret } from "../input/secret-reference.js";
import { command, commandGroup } from "../program/command.js";
import { flag, text } from "../program/option.js";

const nameArgument = { summary: "name of the profile: letters, digits, dots, dashes and underscores" };

const add = command({
  summary: "keep a hub under a name",
  details:
    "The file has mode 0600. Give the connection string as env:NAME or file:PATH to keep only that reference, as - to\nread it from stdin, or leave it out on a terminal to be asked for it.",
  arguments: { name: nameArgument },
  hub: "none",
  options: {
    connectionString: text("text", "connection string, or env:NAME, file:PATH, or - for stdin"),
    hub: text("name", "name of the notification hub"),
    use: flag("make it the active profile at once"),
    force: flag("replace a profile of the same name"),
  },
  json: { name: "the profile", hub: "its hub", endpoint: "its namespace, when it could be read", path: "the file" },
  examples: [
    {
      command: "nh profile add production --connection-string env:NH_PRODUCTION --hub shop",
      says: "Keep a reference only",
    },
    {
      command: "pass show nh | nh profile add test --connection-string - --hub shop --use",
      says: "Keep the string itself",
    },
  ],
  async run({ arguments: { name }, options, io, output }) {
    if (!/^[\w.-]{1,64}$/.test(name) || name === builtInProfile || name === "__proto__") {
      throw usageError(
        `"${name}" cannot be the name of a profile.`,
        `Use letters, digits, dots, dashes and underscores; "${builtInProfile}" is built in.`,
      );
    }
    const known = await readProfiles(io);
    if (Object.hasOwn(known.profiles, name) && !options.force) {
      throw usageError(`There is a profile "${name}" already.`, "Pass --force to replace it.");
    }
    const given =
      options.connectionString ??
      (await ask("Connection string", io.stdin.isTTY, () => io.prompts.text("Connection string", { secret: true })));
    // stdin cannot be read again later, so its content is kept; an environment variable or a file can.
    const kept = isReference(given) && given !== "-" ? given : await resolveSecret(given, io);
    const connection = isReference(kept) ? undefined : parseConnectionString(kept);
    const hub =
      options.hub ??
      connection?.entityPath ??
      (await ask("Hub", io.stdin.isTTY && given !== "-", () => io.prompts.text("Name of the hub")));
    await writeProfiles(io, {
      active: options.use ? name : known.active,
      profiles: { ...known.profiles, [name]: { connectionString: kept, hub } },
    });
    const path = profilesPath(io);
    const where = connection === undefined ? kept : connection.endpoint;
    await output.document(
      { name, hub, ...(connection === undefined ? {} : { endpoint: connection.endpoint }), path },
      `Kept ${name}: hub ${hub} at ${where} in ${path}.`,
    );
    return exitCodes.ok;
  },
});

async function ask(what: string, canAsk: boolean, question: () => Promise<string>): Promise<string> {
  const answer = canAsk ? await question() : "";
  if (answer.trim() !== "") return answer.trim();
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
  examples: [{ command: "nh profile list", says: "Which hubs are known" }],
  async run({ io, output }) {
    const { active, profiles } = await readProfiles(io);
    const named = { [builtInProfile]: { connectionString: localConnectionString, hub: localHubName }, ...profiles };
    const rows = Object.entries(named).map(
      ([name, { connectionString, hub }]): ProfileRow => ({
        name,
        hub,
        where: isReference(connectionString) ? connectionString : endpointOf(connectionString),
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
      empty: "There are no profiles.",
    });
    return exitCodes.ok;
  },
});

function endpointOf(connectionString: string): string {
  try {
    return parseConnectionString(connectionString).endpoint;
  } catch {
    return "a connection string that cannot be read";
  }
}

const use = command({
  summary: "choose the profile that is used when nothing else is said",
  arguments: { name: nameArgument },
  hub: "none",
  json: { active: "the active profile" },
  examples: [{ command: "nh profile use local", says: "Back to the local hub" }],
  async run({ arguments: { name }, io, output }) {
    const known = await readProfiles(io);
    if (name !== builtInProfile) profileNamed(name, known);
    await writeProfiles(io, { ...known, active: name });
    await output.document({ active: name }, `${name} is the active profile.`);
    return exitCodes.ok;
  },
});

const remove = command({
  summary: "forget a profile",
  arguments: { name: nameArgument },
  hub: "none",
  json: { removed: "the profile" },
  examples: [{ command: "nh profile remove test", says: "Forget it and its secret" }],
  async run({ arguments: { name }, io, output }) {
    if (name === builtInProfile) throw usageError(`"${builtInProfile}" is built in and stays.`);
    const known = await readProfiles(io);
    profileNamed(name, known);
    const { [name]: _removed, ...profiles } = known.profiles;
    await writeProfiles(io, { active: known.active === name ? undefined : known.active, profiles });
    await output.document({ removed: name }, `Forgot ${name}.`);
    return exitCodes.ok;
  },
});

export const profile = commandGroup("named hubs, kept in the user's configuration", { add, list, use, remove });
