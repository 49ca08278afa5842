#!/usr/bin/env node
import { run } from "./cli.js";
import { exitCodes } from "./exit-codes.js";
import { createNodeIo } from "./node-io.js";

const io = createNodeIo(() => process.exit(exitCodes.interrupted));

// The title replaces the command line that `ps` shows: a connection string given as an option must not stay there.
process.title = "nh";

process.exit(await run(process.argv.slice(2), io));
