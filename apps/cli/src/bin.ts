#!/usr/bin/env node
import { run } from "./cli.js";
import { exitCodes } from "./exit-codes.js";
import { createNodeIo } from "./node/node-io.js";

const io = createNodeIo(endInterrupted);

// The title replaces the command line that `ps` shows: a connection string given as an option must not stay there.
process.title = "nh";

const code = await run(process.argv.slice(2), io);
if (code === exitCodes.interrupted) endInterrupted();
process.exit(code);

/**
 * A file operation that still waits, such as opening a pipe that nobody writes to, holds `process.exit` up for good. Only a
 * signal ends the process then, which shells tell as 130 as well.
 */
function endInterrupted(): void {
  if (process.getActiveResourcesInfo().some((name) => name.startsWith("FSReq"))) {
    process.removeAllListeners("SIGINT");
    process.kill(process.pid, "SIGINT");
  } else process.exit(exitCodes.interrupted);
}
