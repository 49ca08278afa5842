// `npm start` and `npm test` run this. It fetches the pnpm that package.json pins, installs from
// the lockfile, and runs one package script. `--then FILE` then runs that file with this Node.
// Further arguments go to whatever runs last. Nothing is installed globally.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`nh needs Node 20.19 or newer, and this is ${process.version}. Install a newer Node and try again.`);
  process.exit(1);
}

const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const pnpm = ["--yes", "--prefer-offline", manifest.packageManager.split("+")[0]];
const env = { ...process.env, TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1", npm_config_update_notifier: "false" };
const onWindows = process.platform === "win32"; // npx is a .cmd file, which only a shell can start

const run = (command, args, shell) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: "inherit", env, shell });
    const forward = (signal) => child.kill(signal);
    // npm starts this script through a shell, which does not pass signals on. When the parent
    // process is gone, stop the child too.
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.ppid !== parent) child.kill("SIGTERM");
    }, 500);
    process.on("SIGINT", forward).on("SIGTERM", forward);
    child.on("error", reject).on("exit", (code, signal) => {
      clearInterval(watch);
      process.off("SIGINT", forward).off("SIGTERM", forward);
      resolve(signal ? 1 : (code ?? 1));
    });
  });

const [script, ...given] = process.argv.slice(2);
const file = given[0] === "--then" ? given[1] : undefined;
const rest = file ? given.slice(2) : given;
const steps = [
  ["npx", [...pnpm, "install", "--frozen-lockfile", "--reporter=append-only", "--loglevel=warn"], onWindows],
  ["npx", [...pnpm, "run", script, ...(file ? [] : rest)], onWindows],
];
if (file) steps.push([process.execPath, [file, ...rest], false]);
for (const [command, args, shell] of steps) {
  const code = await run(command, args, shell);
  if (code !== 0) process.exit(code);
}
