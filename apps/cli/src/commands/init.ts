import { join } from "node:path";
import { usageError } from "../cli-error.js";
import { exitCodes } from "../exit-codes.js";
import { checkHubName } from "../hub/hub-name.js";
import { projectConfigName } from "../hub/project-config.js";
import { checkReference, isReference } from "../input/secret-reference.js";
import type { Io } from "../io.js";
import { command } from "../program/command.js";
import { choice, flag, text } from "../program/option.js";

/** The configuration of a local hub, for `nh hub start --config`. */
const localHub = {
  $schema: "./node_modules/@nh/cli/schema/nh-hub.schema.json",
  hubs: [{ name: "hub", registrationTtl: { days: 90 } }],
  installations: {
    hub: [
      {
        installationId: "first-phone",
        platform: "apns",
        pushChannel: "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0",
        tags: ["news"],
      },
    ],
  },
  faults: [],
};

/** The sample files of a new project. */
const samples: Readonly<Record<string, string>> = {
  "nh-hub.json": `${JSON.stringify(localHub, undefined, 2)}\n`,
  ".nh/templates/news.apple.json": `${JSON.stringify({ body: '{"aps":{"alert":{"title":"$(title)","body":"$(body)"}}}', headers: { "apns-push-type": "alert" } }, undefined, 2)}\n`,
  ".nh/templates/news.fcmv1.json": `${JSON.stringify({ message: { notification: { title: "$(title)", body: "$(body)" } } }, undefined, 2)}\n`,
  ".nh/payloads/hello.apple.json": `${JSON.stringify({ aps: { alert: { title: "Hello", body: "from nh" } } }, undefined, 2)}\n`,
};

export const init = command({
  summary: "prepare a project folder: the hub to use, and sample files",
  details: `Writes .nh/config.json, which holds the name of the hub and a reference to its connection string,
never the string itself, so you can commit the file. Adds nh-hub.json, which declares a local hub
for nh hub start --config, and a few samples. Keeps existing files unless you pass --force.

nh hub start --data-dir .nh/data keeps the state of a local hub there, and out of version control.`,
  hub: "none",
  options: {
    use: choice("kind", ["local", "azure"], "the local hub, or a hub in Azure; asks on a terminal, default: local"),
    hub: text("name", "name of the hub"),
    connectionString: text(
      "reference",
      "where the connection string is: env:NAME or file:PATH; default: env:NH_CONNECTION_STRING",
    ),
    noSamples: flag("write only the configuration"),
    force: flag("replace existing files"),
  },
  json: { files: "array of the written files" },
  examples: [
    { command: "nh init", title: "Ask which hub, and prepare this folder" },
    { command: "nh init --use azure --hub shop --connection-string env:SHOP_HUB", title: "Without prompts" },
  ],
  async run({ options, io, output }) {
    const keepsConfig = !options.force && (await io.files.exists(join(io.cwd, projectConfigName)));
    const names = (["use", "hub", "connectionString"] as const).filter((name) => options[name] !== undefined);
    if (keepsConfig && names.length > 0)
      throw usageError(`${projectConfigName} already exists.`, "Pass --force to replace it.");
    const config = keepsConfig ? undefined : await chooseConfig(options, io);
    const wanted: [name: string, content: string][] = [];
    if (config === undefined) await output.note(`${projectConfigName} already exists; --force replaces it.`);
    else wanted.push([projectConfigName, `${JSON.stringify(config, undefined, 2)}\n`]);
    if (!options.noSamples) wanted.push(...Object.entries(samples));
    const written: string[] = [];
    for (const [name, content] of wanted) {
      const path = join(io.cwd, name);
      if (!options.force && (await io.files.exists(path))) continue;
      await io.files.writeText(path, content);
      written.push(name);
    }
    const lines = written.length === 0 ? ["Nothing to write."] : written.map((name) => `wrote  ${name}`);
    await output.document({ files: written }, lines.join("\n"));
    await output.note(nextStep(config, options.noSamples));
    return exitCodes.ok;
  },
});

type Config = { readonly profile: string } | { readonly connectionString: string; readonly hub: string };

function nextStep(config: Config | undefined, noSamples: boolean): string {
  if (config === undefined || "hub" in config) return "Next: nh doctor.";
  const start = noSamples ? "nh hub start" : "nh hub start --config nh-hub.json";
  return `Next: ${start} (--data-dir .nh/data keeps its state), and in another terminal nh hub seed 10.`;
}

interface InitValues {
  readonly use: "local" | "azure" | undefined;
  readonly hub: string | undefined;
  readonly connectionString: string | undefined;
}

async function chooseConfig({ use, hub, connectionString }: InitValues, io: Io): Promise<Config> {
  if (use === "local" && (hub !== undefined || connectionString !== undefined))
    throw usageError("--hub and --connection-string cannot be combined with --use local.", "Pass --use azure.");
  const canAsk = io.stdin.isTTY && io.stderr.isTTY;
  const isAzure = use === "azure" || hub !== undefined || connectionString !== undefined;
  if (use === undefined && !isAzure && canAsk) {
    const kind = await io.prompts.select("Which hub?", [
      { value: "local", label: "the local hub (nh hub start)" },
      { value: "azure", label: "a hub in Azure" },
    ]);
    if (kind === "azure") return azureConfig({ hub, connectionString }, io);
  }
  return isAzure ? azureConfig({ hub, connectionString }, io) : { profile: "local" };
}

async function azureConfig(
  { hub, connectionString = "env:NH_CONNECTION_STRING" }: Omit<InitValues, "use">,
  io: Io,
): Promise<Config> {
  if (!isReference(connectionString) || connectionString === "-") {
    throw usageError(
      `--connection-string must be a reference, since ${projectConfigName} is meant to be committed.`,
      "Pass env:NAME or file:PATH.",
    );
  }
  checkReference(connectionString);
  const canAsk = io.stdin.isTTY && io.stderr.isTTY;
  const name = hub ?? (canAsk ? (await io.prompts.text("Name of the hub")).trim() : "");
  if (name === "") throw usageError("The name of the hub is missing.", "Pass --hub.");
  return { connectionString, hub: checkHubName(name) };
}
