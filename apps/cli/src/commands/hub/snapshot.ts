import { resolve } from "node:path";
import { exitCodes } from "../../exit-codes.js";
import { openControl } from "../../hub/control.js";
import { originOf, parseJsonObject, readInput } from "../../input/read-input.js";
import { terminalJson, terminalText } from "../../output/terminal-text.js";
import { command, commandGroup } from "../../program/command.js";
import { confirm, confirmOptions, dryRunOption } from "../../program/confirm.js";

const save = command({
  summary: "write the whole state of the local hub as one JSON document",
  arguments: { file: { summary: "the file; default: stdout", optional: true } },
  hub: "local",
  json: { file: "the file; without one, the snapshot itself is printed" },
  examples: [{ command: "nh hub snapshot save before.json", title: "Save the current state" }],
  async run(call) {
    const { io, output } = call;
    const text = await (await openControl(call)).text("snapshot");
    const { file } = call.arguments;
    if (file === undefined || file === "-") await output.raw(terminalJson(text));
    else {
      const path = resolve(io.cwd, file);
      await io.files.writeText(path, `${text}\n`, 0o600);
      await output.document({ file: path }, terminalText`Saved to ${path}.`);
    }
    return exitCodes.ok;
  },
});

const load = command({
  summary: "replace the whole state of the local hub with a snapshot",
  details: "Asks on a terminal, and needs --yes elsewhere.",
  arguments: { file: { summary: "the file, or - for stdin" } },
  hub: "local",
  options: { ...confirmOptions, ...dryRunOption },
  json: { loaded: "the file" },
  examples: [{ command: "nh hub snapshot load before.json --yes", title: "Restore the saved state" }],
  async run(call) {
    const { file } = call.arguments;
    const text = await readInput(file, call.io);
    parseJsonObject(text, originOf(file));
    const control = await openControl(call);
    if (call.options.dryRun) return control.plan("PUT", "snapshot", text);
    await confirm(call, call.options, `Replace everything in the hub at ${control.connection.endpoint}?`);
    await control.send("PUT", "snapshot", text);
    await call.output.document({ loaded: file }, terminalText`Loaded ${file}.`);
    return exitCodes.ok;
  },
});

export const snapshot = commandGroup("save and load the state of the local hub", { save, load });
