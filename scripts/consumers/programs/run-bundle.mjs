// Imports a bundle and sends with it: node run-bundle.mjs FILE, under `nh hub exec`.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { env } from "node:process";
import { pathToFileURL } from "node:url";

const [file] = process.argv.slice(2);
assert.doesNotMatch(readFileSync(file, "utf8"), /["']node:/, "The bundle imports a module of Node.");
const { sendOnce } = await import(pathToFileURL(file).href);
assert.equal(await sendOnce(env.NH_CONNECTION_STRING, env.NH_HUB), "enqueued");
