import { certificateEnvironment } from "@nh/hub/node";
import { CliError, usageError } from "../../cli-error.js";
import { exitCodes } from "../../exit-codes.js";
import { command } from "../../program/command.js";
import { configOptions, openConfig } from "./config-watch.js";
import { startHubHere } from "./start-hub.js";
import { hubOptions, startOptionsOf } from "./start-options.js";

export const exec = command({
  summary: "run a command with its own hub, and exit with its exit code",
  details: `The hub uses free ports and stops when the command ends. The command finds it through
NH_CONNECTION_STRING and NH_HUB; Azure's samples through NOTIFICATIONHUBS_CONNECTION_STRING
(over TLS) and NOTIFICATION_HUB_NAME. The variables that make each runtime trust the certificate
are set too.

Ctrl-C and SIGTERM reach the command. If nh itself is killed with SIGKILL, the command keeps
running without a hub.`,
  arguments: { command: { summary: "the command and its arguments, after --", variadic: true, afterDashes: true } },
  hub: "none",
  options: { ...hubOptions, ...configOptions },
  json: {},
  endsItself: true,
  examples: [
    { command: "nh hub exec -- npm test", title: "Tests against a fresh hub" },
    { command: "nh hub exec --hubs shop -- node server.js", title: "With one hub, named shop" },
    { command: "nh hub exec --config nh-hub.json -- npm test", title: "With the hubs and installations of a file" },
  ],
  async run(call) {
    const { options, io } = call;
    const [program, ...words] = call.arguments.command;
    if (program === undefined)
      throw usageError("The command is missing.", "Write it after --, as in: nh hub exec -- npm test");
    const startOptions = startOptionsOf(options, io);
    const config = await openConfig(options, io);
    const started = await startHubHere(
      { ...startOptions, ...config?.startOptions(startOptions.hubs), port: 0, httpsPort: 0 },
      io,
    );
    try {
      await config?.apply(started.hub);
      io.signal.throwIfAborted();
      return await io.runProgram({
        command: program,
        arguments: words,
        env: {
          ...io.env,
          NH_CONNECTION_STRING: started.connectionString,
          NH_HUB: started.hubName,
          ...(started.tlsConnectionString === undefined
            ? {}
            : {
                NOTIFICATIONHUBS_CONNECTION_STRING: started.tlsConnectionString,
                NOTIFICATION_HUB_NAME: started.hubName,
              }),
          ...(started.certificatePath === undefined ? {} : certificateEnvironment(started.certificatePath)),
        },
        signal: io.signal,
      });
    } catch (error) {
      if (!isMissingProgram(error)) throw error;
      throw new CliError({
        code: "NH_CLI_COMMAND_NOT_FOUND",
        exitCode: exitCodes.usage,
        message: `The command ${program} was not found.`,
        fix: "Check the spelling and the PATH.",
      });
    } finally {
      await started.close();
    }
  },
});

function isMissingProgram(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT" && "syscall" in error;
}
