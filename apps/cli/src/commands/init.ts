import { join } from "node:path";
import { usageError } from "../cli-error.js";
import { exitCodes } from "../exit-codes.js";
import { isReference } from "../input/secret-reference.js";
import { command } from "../program/command.js";
import { choice, flag, text } from "../program/option.js";

/** Files that a new project starts with; each is true for the commands of the reference. */
const samples: Readonly<Record<string, string>> = {
  "templates/news.apple.json": `${JSON.stringify({ body: '{"aps":{"alert":{"title":"$(title)","body":"$(body)"}}}', headers: { "apns-push-type": "alert" } }, undefined, 2)}\n`,
  "templates/news.fcmv1.json": `${JSON.stringify({ message: { notification: { title: "$(title)", body: "$(body)" } } }, undefined, 2)}\n`,
  "payloads/hello.apple.json": `${JSON.stringify({ aps: { alert: { title: "Hello", body: "from nh" } } }, undefined, 2)}\n`,
};

export const init = command({
  summary: "prepare a project folder: which hub, and sample files",
  details:
    "Writes .nh/config.json, which names the hub and where its connection string is, never the string itself, so that the\nfile may be committed; and a few samples beside it. Existing files are left alone unless --force is given.",
  hub: "none",
  options: {
    use: choice("kind", ["local", "azure"], "the local hub, or a hub of Azure; asked on a terminal, else local"),
    hub: text("name", "name of the hub"),
    connectionString: text(
      "reference",
      "where the connection string is: env:NAME or file:PATH; env:NH_CONNECTION_STRING unless given",
    ),
    noSamples: flag("write the configuration only"),
    force: flag("replace existing files"),
  },
  json: { files: "array of the files that were written" },
  examples: [
    { command: "nh init", says: "Ask, and prepare this folder" },
    { command: "nh init --use azure --hub shop --connection-string env:SHOP_HUB", says: "Without questions" },
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
              { value: "azure", label: "a hub of Azure" },
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
      "The file is meant to be committed, so that no connection string may stand in it.",
      "Pass env:NAME or file:PATH.",
    );
  }
  const name = hub ?? (canAsk ? (await prompts.text("Name of the hub")).trim() : "");
  if (name === "") throw usageError("The name of the hub is missing.", "Pass --hub.");
  return { connectionString, hub: name };
}
