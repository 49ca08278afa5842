// Does in an empty folder what the Dockerfile does: copies the files of the repository, runs the
// commands of both stages, and starts the hub as a user who can write to the data folder only. Then
// it asks for the hub's health, and sends. Lints the Dockerfile where hadolint is installed.
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { env as environment, getgid, getuid } from "node:process";
import { readSteps } from "./dockerfile.mjs";
import { listFiles, readText, root } from "./sources.mjs";

const READY_MS = 60_000;
const place = mkdtempSync(join(tmpdir(), "nh-container-"));
const folders = { "/src": join(place, "src"), "/app": join(place, "app"), "/data": join(place, "data") };
const here = (text) => text.replace(/(?<![\w.])\/(src|app|data)(?![\w.])/g, (folder) => folders[folder]);
const { build, prepare, user, environment: imageEnvironment, start, health } = readSteps(readText("Dockerfile"));

function run(command, args, options) {
  const { status, error } = spawnSync(command, args, { stdio: "inherit", ...options });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed: ${error?.message ?? `exit code ${status}`}`);
}

/** Root steps down to another user, as the image does. Others are not root anyway. */
const isRoot = getuid?.() === 0;
const asUser = isRoot ? { uid: 1000, gid: 1000 } : {};
const [owner, group] = isRoot ? [asUser.uid, asUser.gid] : [getuid?.(), getgid?.()];
/** This machine may have no user of the image's name. */
const asOwner = (command) =>
  command.replaceAll(`--owner=${user}`, `--owner=${owner}`).replaceAll(`--group=${user}`, `--group=${group}`);

let hub;
try {
  const linter = spawnSync("hadolint", ["Dockerfile"], { cwd: root, stdio: "inherit" });
  if (linter.error === undefined && linter.status !== 0) throw new Error("hadolint found mistakes");
  console.log(linter.error === undefined ? "hadolint: no mistakes" : "hadolint: skipped, it is not installed");

  if (user === undefined || user === "root") throw new Error("The image runs as root. Add a USER instruction.");
  for (const file of listFiles(/./)) {
    mkdirSync(dirname(join(folders["/src"], file)), { recursive: true });
    cpSync(join(root, file), join(folders["/src"], file));
  }
  for (const command of build) run("sh", ["-c", here(command)], { cwd: folders["/src"] });
  rmSync(folders["/src"], { recursive: true, force: true });

  if (isRoot) spawnSync("chmod", ["-R", "a+rX,go-w", place]);
  for (const command of prepare) run("sh", ["-c", asOwner(here(command))], { cwd: place });
  const variables = Object.fromEntries(Object.entries(imageEnvironment).map(([name, value]) => [name, here(value)]));
  const options = { cwd: "/", env: { PATH: environment.PATH, ...variables }, ...asUser };
  const [command, ...args] = start.map(here);
  hub = spawn(command, args, { stdio: "inherit", ...options });
  const deadline = Date.now() + READY_MS;
  while (spawnSync(health[0], health.slice(1), options).status !== 0) {
    if (Date.now() > deadline || hub.exitCode !== null) throw new Error("The hub did not become healthy.");
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  const program = join(folders["/app"], "dist/bin.js");
  run(process.execPath, [program, "hub", "status"], options);
  run(process.execPath, [program, "send", "apple", "--title", "Hi", "--everyone", "--yes"], options);
  console.log("container: the steps of the Dockerfile work");
} finally {
  if (hub !== undefined) {
    hub.kill("SIGTERM");
    if (hub.exitCode === null) await new Promise((resolve) => hub.once("exit", resolve));
    if (hub.exitCode !== 0) process.exitCode = 1;
  }
  rmSync(place, { recursive: true, force: true });
}
