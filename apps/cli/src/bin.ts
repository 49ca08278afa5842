#!/usr/bin/env node
import { run } from "./cli.js";
import { exitCodes } from "./exit-codes.js";
import { createNodeIo } from "./node/node-io.js";
import { closeLostTerminal } from "./node/terminal.js";

const io = createNodeIo(endInterrupted);

// The title replaces the command line that `ps` shows, which may hold a connection string.
process.title = "nh";

const code = await run(process.argv.slice(2), io);
if (code === exitCodes.interrupted) endInterrupted();
else end(code);

/**
 * A file operation that still waits, such as opening a pipe that nobody writes to, blocks
 * `process.exit` forever. Only a signal ends the process then, and shells report that as 130 too.
 */
function endInterrupted(): void {
  if (process.getActiveResourcesInfo().some((name) => name.startsWith("FSReq"))) {
    process.removeAllListeners("SIGINT");
    process.kill(process.pid, "SIGINT");
  } else end(exitCodes.interrupted);
}

function end(exitCode: number): void {
  closeLostTerminal();
  process.exit(exitCode);
}
