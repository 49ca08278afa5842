import type { DeliverOptions } from "@nh/hub";
import { type PageFile, type StartedHub, startHub } from "@nh/hub/node";
import * as services from "@nh/platforms";
import { DemoHub } from "./server/demo-hub.js";
import { demoDevices, demoPlatforms, registerDevices } from "./server/devices.js";
import { printScenario } from "./story/print-scenario.js";
import { printable } from "./story/printable.js";
import { runStory } from "./story/story.js";
import type { Terminal } from "./story/terminal.js";

/** How the demo is run. */
export interface DemoOptions {
  readonly terminal: Terminal;
  /** Port of the hub and its page. If it is busy, the next free one is used. */
  readonly hubPort: number;
  /** What is served after the story. Undefined ends the demo there. */
  readonly page: PageOptions | undefined;
}

/** The page, and the port for SDKs that require TLS. */
export interface PageOptions {
  readonly files: readonly PageFile[];
  /** If it is busy, the next free one is used. */
  readonly httpsPort: number;
  /** The folder for the certificate. Default: `nh` in the user's configuration folder. */
  readonly certificateDir?: string | undefined;
}

/** The demo after its story. */
export interface Demo {
  /** Whether every scenario had the expected outcome. */
  readonly good: boolean;
  readonly demo: DemoHub;
  /** Address of the page, if it is served. */
  readonly pageUrl: string | undefined;
  close(): Promise<void>;
}

/** Starts the hub, registers the devices, tells the story, and then keeps serving the page. */
export async function runDemo({ terminal, hubPort, page }: DemoOptions): Promise<Demo> {
  const started = await startHub({
    hubs: ["demo"],
    port: hubPort,
    httpsPort: page?.httpsPort ?? false,
    portFallback: true,
    page: page?.files,
    certificateDir: page?.certificateDir,
    deliver: page === undefined ? undefined : await browsersOnly(),
  });
  const demo = new DemoHub(started);
  const { close } = started;
  try {
    const client = demo.connect();
    await registerDevices(client).finally(() => client.close());
    printOpening(terminal, demo, started.warnings);
    const good = await tellStory(terminal, demo);
    if (page === undefined) return { good, demo, pageUrl: undefined, close };
    const pageUrl = `${started.url}/`;
    printPage(terminal, started, pageUrl);
    return { good, demo, pageUrl, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Real pushes, to browsers only: those that somebody makes a device with the page. The devices of
 * the story have endpoints on reserved names, to which nothing is pushed.
 */
async function browsersOnly(): Promise<DeliverOptions> {
  const keys = await services.generateVapidKeys();
  return { services, platforms: ["browser"], vapid: { subject: "mailto:demo@example.com", ...keys } };
}

function printOpening(terminal: Terminal, demo: DemoHub, warnings: readonly string[]): void {
  const { paint } = terminal;
  terminal.line();
  terminal.line(`${paint("bold", "nh")}  A notification hub on this machine, and what you can do with it`);
  terminal.line();
  terminal.line(`    ${paint("dim", "Hub")}      ${demo.url}/${demo.hubName}`);
  terminal.line(
    `    ${paint("dim", "Devices")}  ${demoDevices.length} on ${demoPlatforms.length} platforms, registered over HTTP`,
  );
  for (const warning of warnings) terminal.line(`    ${paint("yellow", "Note")}     ${printable(warning)}`);
  terminal.line();
}

async function tellStory(terminal: Terminal, demo: DemoHub): Promise<boolean> {
  let number = 0;
  let differing = 0;
  for await (const report of runStory(demo)) {
    printScenario(terminal, ++number, report);
    if (report.differences.length > 0) differing++;
  }
  const { paint } = terminal;
  terminal.line(paint("dim", "─".repeat(terminal.width)));
  terminal.line(
    differing === 0
      ? paint("green", `✓ All ${number} sends had the expected outcome`)
      : paint("red", `✗ ${differing} of ${number} sends had a different outcome`),
  );
  return differing === 0;
}

function printPage(terminal: Terminal, started: StartedHub, url: string): void {
  const { certificatePath, connectionString, hubName, tlsConnectionString } = started;
  const { paint } = terminal;
  terminal.line();
  terminal.line(`    ${paint("dim", "Page")}     ${paint("cyan", url)}`);
  terminal.line(`    ${paint("dim", "Hub")}      ${hubName}`);
  terminal.line(`    ${paint("dim", "Connect")}  ${connectionString}`);
  if (tlsConnectionString !== undefined) terminal.line(`    ${paint("dim", "TLS")}      ${tlsConnectionString}`);
  if (certificatePath !== undefined) {
    terminal.line(`    ${paint("dim", "Trust")}    NODE_EXTRA_CA_CERTS=${certificatePath}`);
    terminal.line("             Node needs it for TLS. The Connect panel has the line for other runtimes.");
  }
  terminal.line(`    ${paint("dim", "Push")}     Make your browser a device under Devices: real pushes reach it.`);
  terminal.line("             Nothing else leaves this machine.");
  terminal.line(`    ${paint("dim", "Stop")}     Ctrl+C`);
  terminal.line();
}
