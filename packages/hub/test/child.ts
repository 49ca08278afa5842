import { spawn } from "node:child_process";

/**
 * Runs a program to its end and returns what it printed. The hub under test serves it meanwhile, in
 * this process.
 */
export async function run(
  command: string,
  parameters: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
  const child = spawn(command, parameters, { env, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    stderr += text;
  });
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return { exitCode, stdout, stderr };
}
