import { parseArgs } from "node:util";
import { page } from "@nh/page";
import { runDemo } from "./run-demo.js";
import { printable } from "./story/printable.js";
import { createTerminal } from "./story/terminal.js";

const usage = `Usage: npm start -- [options]

  --once            end after the scenarios, as CI=true does
  --port N          port of the hub and its page (default: 7447)
  --https-port N    port for SDKs that require TLS (default: 7448)

If a port is busy, the next free one is used.
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      once: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
      port: { type: "string", default: "7447" },
      "https-port": { type: "string", default: "7448" },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const once = values.once || process.env.CI === "true";
  const { good, close } = await runDemo({
    terminal: createTerminal(process.stdout, process.env),
    hubPort: readPort(values.port),
    page: once ? undefined : { files: page, httpsPort: readPort(values["https-port"]) },
  });
  process.exitCode = good ? 0 : 1;
  if (once) return close();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void close());
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new RangeError(`${JSON.stringify(text)} is not a port. Use a number from 0 to 65535.`);
}

function isUsageError(error: unknown): boolean {
  if (error instanceof RangeError) return true;
  return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}

// A reader that stops early, such as `head`, is not a failure of the demo.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`nh demo: ${printable(message)}\n`);
  process.exitCode = isUsageError(error) ? 2 : 1;
});
