import { join } from "node:path";
import { usageError } from "../cli-error.js";
import { exitCodes } from "../exit-codes.js";
import { isReference } from "../input/secret-reference.js";
import { command } from "../program/command.js";
import { choice, flag, text } from "../program/option.js";

/** The sample files of a new project. */
const samples: Readonly<Record<string, string>> = {
  "templates/news.apple.json": `${JSON.stringify({ body: '{"aps":{"alert":{"title":"$(title)","body":"$(body)"}}}', headers: { "apns-push-type": "alert" } }, undefined, 2)}\n`,
  "templates/news.fcmv1.json": `${JSON.stringify({ message: { notification: { title: "$(title)", body: "$(body)" } } }, undefined, 2)}\n`,
  "payloads/hello.apple.json": `${JSON.stringify({ aps: { alert: { title: "Hello", body: "from nh" } } }, undefined, 2)}\n`,
};

export const init = command({
  summary: "prepare a project folder: the hub to use, and sample files",
  details: `Writes .nh/config.json, which holds the name of the hub and a reference to its connection
string, never the string itself, so you can commit the file. Adds a few samples beside it. Keeps
existing files unless you pass --force.`,
  hub: "none",
  options: {
    use: choice("kind", ["local", "azure"], "the local hub, or a hub in Azure; asks on a terminal, default local"),
    hub: text("name", "name of the hub"),
    connectionString: text(
      "reference",
      "where the connection string is: env:NAME or file:PATH; default env:NH_CONNECTION_STRING",
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
    const canAsk = io.stdin.isTTY && io.stderr.isTTY;
    const kind =
      options.use ??
      (options.connectionString !== undefined
        ? "azure"
        : canAsk
          ? await io.prompts.select("Which hub?", [
              { value: "local", label: "the local hub (nh hub start)" },
              { value: "azure", label: "a hub in Azure" },
            ])
          : "local");
    const config = kind === "local" ? { profile: "local" } : await azureConfig(options, canAsk, io.prompts);
    const wanted: Record<string, string> = { ".nh/config.json": `${JSON.stringify(config, undefined, 2)}\n` };
    if (!options.noSamples) for (const [name, content] of Object.entries(samples)) wanted[`.nh/${name}`] = content;
    const written: string[] = [];
    for (const [name, content] of Object.entries(wanted)) {
      const path = join(io.cwd, name);
      if (!options.force && (await io.files.exists(path)))
        await output.note(`${name} is there already; left as it is.`);
      else {
        await io.files.writeText(path, content);
        written.push(name);
      }
    }
    const next = kind === "local" ? "Next: nh hub start, and in another terminal nh hub seed 10." : "Next: nh doctor.";
    await output.document(
      { files: written },
      written.length === 0
        ? "Everything is there already."
        : `${written.map((name) => `wrote  ${name}`).join("\n")}\n${next}`,
    );
    return exitCodes.ok;
  },
});

async function azureConfig(
  {
    hub,
    connectionString = "env:NH_CONNECTION_STRING",
  }: { readonly hub: string | undefined; readonly connectionString: string | undefined },
  canAsk: boolean,
  prompts: { text(question: string): Promise<string> },
): Promise<{ connectionString: string; hub: string }> {
  if (!isReference(connectionString) || connectionString === "-") {
    throw usageError(
      "--connection-string must be a reference, since .nh/config.json is meant to be committed.",
      "Pass env:NAME or file:PATH.",
    );
  }
  const name = hub ?? (canAsk ? (await prompts.text("Name of the hub")).trim() : "");
  if (name === "") throw usageError("The name of the hub is missing.", "Pass --hub.");
  return { connectionString, hub: name };
}
