import { certificateVariables } from "@nh/hub/node";
import { page } from "@nh/page";
import { exitCodes } from "../../exit-codes.js";
import { fieldLines } from "../../output/output.js";
import { command } from "../../program/command.js";
import { flag, integer, text } from "../../program/option.js";
import { hubOptions, startOnFreePorts, startOptionsOf } from "./start-options.js";

const portBounds = { maximum: 65_535 };

export const start = command({
  summary: "run a notification hub on this machine until you stop it",
  details: `It serves the REST API of the service over HTTP and HTTPS, checks SAS tokens, and records what
each device would receive. Its page in the browser shows what every program sends, who gets it and
why. Ctrl-C and SIGTERM stop it with exit code 0.`,
  hub: "none",
  options: {
    port: integer("port", "port for HTTP, 0 for any free one; 7447 unless given, or the next free one", portBounds),
    httpsPort: integer(
      "port",
      "port for HTTPS, 0 for any free one; 7448 unless given, or the next free one",
      portBounds,
    ),
    noPage: flag("no page in the browser"),
    noHttps: flag("no HTTPS, which Azure's own SDKs need"),
    host: text("address", "address to listen on; default: this machine only"),
    ...hubOptions,
  },
  json: {
    url: "base address over HTTP",
    page: "address of the page; null with --no-page",
    httpsUrl: "base address over HTTPS; null with --no-https",
    connectionString: "for nh and @nh/client",
    tlsConnectionString: "for SDKs that require TLS; null with --no-https",
    certificatePath: "the certificate that those SDKs must trust; null with --no-https",
    hub: "name of a hub to use",
  },
  endsItself: true,
  examples: [
    { command: "nh hub start", title: "Ready in less than a second, everything in memory" },
    {
      command: "nh hub start --data-dir .nh/data --hubs shop",
      title: "Keep everything in a folder, with exactly one hub",
    },
    {
      command: "nh hub start --port 0 --https-port 0 --json",
      title: "For scripts: free ports, and one line of JSON when ready",
    },
  ],
  async run(call) {
    const { options, io, output } = call;
    io.signal.throwIfAborted();
    const started = await startOnFreePorts(
      call,
      { ...startOptionsOf(options, io), host: options.host, page: options.noPage ? undefined : page },
      { port: options.port, httpsPort: options.noHttps ? false : options.httpsPort },
    );
    try {
      for (const warning of started.warnings) await output.warn(warning);
      const { url, httpsUrl, connectionString, tlsConnectionString, certificatePath, hubName } = started;
      const pageUrl = options.noPage ? undefined : `${url}/`;
      const lines = [
        fieldLines([
          ["page", pageUrl],
          ["url", url],
          ["https", httpsUrl],
          ["hub", hubName],
          ["connection", connectionString],
          ["over TLS", tlsConnectionString],
        ]),
        ...(certificatePath === undefined ? [] : ["", trustLines(certificatePath)]),
      ];
      await output.item(
        {
          url,
          page: pageUrl ?? null,
          httpsUrl: httpsUrl ?? null,
          connectionString,
          tlsConnectionString: tlsConnectionString ?? null,
          certificatePath: certificatePath ?? null,
          hub: hubName,
        },
        lines.join("\n"),
      );
      await output.note("Running. Ctrl-C stops it.");
      await aborted(io.signal);
    } finally {
      await started.close();
    }
    await output.note("Stopped.");
    return exitCodes.ok;
  },
});

function trustLines(certificatePath: string): string {
  const width = Math.max(...certificateVariables.map(({ name }) => name.length)) + certificatePath.length + 1;
  return [
    "To trust its certificate in SDKs that use TLS:",
    ...certificateVariables.map(({ name, readBy }) => `  ${`${name}=${certificatePath}`.padEnd(width)}  ${readBy}`),
  ].join("\n");
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
