import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Builds what the benchmarks measure. Turbo keeps what is built already. Exits on a failure. */
export function buildPackages() {
  const { status } = spawnSync(
    "pnpm",
    ["exec", "turbo", "run", "build", "--filter=@nh/bench^...", "--output-logs=errors-only"],
    {
      cwd: fileURLToPath(new URL(".", import.meta.url)),
      stdio: ["ignore", 2, 2], // to standard error: the benchmark's own output is data
      shell: process.platform === "win32", // pnpm is a .cmd file there
    },
  );
  if (status === 0) return;
  console.error("The packages could not be built, so nothing was measured.");
  process.exit(1);
}
