// Runs the checks where a program has arguments and a console: Node, Bun, Deno. Prints one line of
// JSON.
import process from "node:process";
import { runChecks } from "./behaviour.mjs";

const [connectionString, silentConnectionString] = process.argv.slice(2);
console.log(JSON.stringify(await runChecks({ connectionString, silentConnectionString })));
