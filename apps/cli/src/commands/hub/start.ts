import { certificateVariables, type StartedHub } from "@nh/hub/node";
import { page } from "@nh/page";
import { exitCodes } from "../../exit-codes.js";
import { localHubPort } from "../../hub/local-hub.js";
import type { Io } from "../../io.js";
import { fieldLines } from "../../output/field-lines.js";
import type { Output } from "../../output/output.js";
import { terminalLine, truncate } from "../../output/terminal-text.js";
import { command } from "../../program/command.js";
import { flag, grouped, integer, text } from "../../program/option.js";
import { configOptions, openConfig } from "./config-watch.js";
import { deliverOptions, describeDeliver, readDeliver, showPushes } from "./deliver.js";
import { snapshotFileOf, snapshotOptions } from "./snapshot-file.js";
import { startHubHere } from "./start-hub.js";
import { hubOptions, startOptionsOf } from "./start-options.js";

const portBounds = { maximum: 65_535 };

export const start = command({
  summary: "run a notification hub on this machine until you stop it",
  details: `It serves the REST API of the service over HTTP and HTTPS, checks SAS tokens, and records what
each device would receive. Its page in the browser shows what every program sends, who gets it
and why. It prints one line for each request to stderr, unless you pass --quiet. Ctrl-C and
SIGTERM stop it with exit code 0.

With --deliver, hubs with credentials push to real devices, and stderr has one line for each push.
Browsers need none: a hub without a credential for them uses VAPID keys that nh generates and keeps
in the data folder (vapid.json). Without --deliver nothing leaves this machine.

--config declares hubs with their credentials and policies, installations, faults and the clock in
one JSON file, which nh init writes a first one of. The file is read again at SIGHUP: what it names
is replaced, everything else stays, and a wrong file changes nothing. --snapshot begins with a saved
state, and --save-on-exit keeps it.

A port in use is an error, which names the hub that uses it. A data folder holds the private key
of the certificate; nh writes a .gitignore into it.`,
  hub: "none",
  options: {
    ...grouped("Ports", {
      port: integer("port", "port for HTTP; 0 takes any free one; default: 7447", portBounds),
      httpsPort: integer("port", "port for HTTPS; 0 takes any free one; default: 7448, or 0 with --port 0", portBounds),
      noHttps: flag("no HTTPS, which Azure's own SDKs need"),
      host: text("address", "address to listen on; default: this machine only"),
    }),
    noPage: flag("no page in the browser"),
    ...hubOptions,
    ...configOptions,
    ...snapshotOptions,
    ...deliverOptions,
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
      command: "nh hub start --data-dir .nh/data --deliver=browser,apple",
      title: "Push to real browsers and iPhones with the credentials of the hubs",
    },
    {
      command: "nh hub start --config nh-hub.json",
      title: "With the hubs, keys, installations and faults of a file",
    },
    {
      command: "nh hub start --snapshot state.json --save-on-exit",
      title: "Go on where the last run ended",
    },
    {
      command: "nh hub start --port 0 --json",
      title: "For scripts: free ports, and one line of JSON when ready",
    },
  ],
  async run(call) {
    const { options, io, output } = call;
    io.signal.throwIfAborted();
    const startOptions = startOptionsOf(options, io);
    const deliver = await readDeliver(options, startOptions.dataDir, io);
    const snapshotFile = snapshotFileOf(options, options.dataDir, io);
    const config = await openConfig(options, io);
    const started = await startHubHere(
      {
        deliver,
        ...startOptions,
        ...config?.startOptions(startOptions.hubs),
        host: options.host,
        port: options.port,
        httpsPort: options.noHttps ? false : options.httpsPort,
        page: options.noPage ? undefined : page,
      },
      io,
    );
    try {
      await snapshotFile?.load(started.hub);
      await config?.apply(started.hub);
      for (const warning of started.warnings) await output.warn(warning);
      const { url, httpsUrl, connectionString, tlsConnectionString, certificatePath, hubName } = started;
      const pageUrl = options.noPage ? undefined : `${url}/`;
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
        describeHub(started, pageUrl, io.stdout.columns),
      );
      await output.note(tryIt(started));
      if (deliver !== undefined) await output.note(describeDeliver(deliver));
      const unsubscribe = showRequests(started, io, output);
      const unsubscribePushes = deliver === undefined ? undefined : showPushes(started, output);
      const stopWatching = config?.watch(started.hub, output);
      if (config !== undefined) await output.note(terminalLine(config.hint));
      await output.note("Running. Ctrl-C stops it.");
      await aborted(io.signal);
      stopWatching?.();
      await snapshotFile?.save(started.hub);
      unsubscribe();
      unsubscribePushes?.();
    } finally {
      await started.close();
    }
    // The terminal may be what was closed.
    await output.note("Stopped.").catch(() => {});
    return exitCodes.ok;
  },
});

function describeHub(
  { url, httpsUrl, hubName, connectionString, tlsConnectionString, certificatePath }: StartedHub,
  pageUrl: string | undefined,
  width: number,
): string {
  const facts = fieldLines(
    [
      ["page", pageUrl],
      ["url", url],
      ["https", httpsUrl],
      ["hub", hubName],
      ["connection", connectionString],
      ["over TLS", tlsConnectionString],
    ],
    width,
  );
  return certificatePath === undefined ? facts : `${facts}\n\n${trustLines(certificatePath)}`;
}

/** What to type next. A hub on another port is not the one that commands use by default. */
function tryIt({ url }: StartedHub): string {
  const commands = "nh hub seed 10, then nh send apple --title Hello --tag news";
  return new URL(url).port === String(localHubPort)
    ? `Try: ${commands}`
    : `Try, in a shell with NH_CONNECTION_STRING set to this connection: ${commands}`;
}

/** One line for each request to the REST API. Returns a function that ends this. */
function showRequests({ hub }: StartedHub, io: Io, output: Output): () => void {
  if (output.isQuiet) return () => {};
  return hub.events.subscribe((event) => {
    if (event.type !== "request") return;
    const line = terminalLine(`${event.status} ${event.method} ${event.path}`);
    // Nobody may be reading stderr any more, which is no reason to stop.
    output.note(io.stderr.isTTY ? truncate(line, io.stderr.columns) : line).catch(() => {});
  });
}

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
