import { execFileSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The built command line; it is there once apps/cli was built. */
export const cli = fileURLToPath(new URL("../../../apps/cli/dist/bin.js", import.meta.url));

const exists = (command: string): boolean => {
  try {
    execFileSync(command, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};

/** What this machine has to run or compile a sample with. */
export const has = {
  curl: exists("curl"),
  python: exists("python3"),
  javac: exists("javac"),
  dotnet: exists("dotnet"),
};

/**
 * The environment of a shell in which `nh` is the built command line; `folder` gets the command.
 */
export function withNh(folder: string): NodeJS.ProcessEnv {
  writeFileSync(join(folder, "nh"), `#!/bin/sh\nexec "${process.execPath}" "${cli}" "$@"\n`);
  chmodSync(join(folder, "nh"), 0o755);
  return { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` };
}
