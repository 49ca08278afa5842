import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createSasToken } from "@nh/auth";
import { everyone, NotificationHubClient } from "@nh/client";
import { developmentPolicy } from "@nh/hub";
import { type StartedHub, startHub } from "@nh/hub/node";
import { page as files } from "@nh/page";
import { apple } from "@nh/payloads";
import { type Browser, chromium, type Page } from "playwright-core";
import { keepFigure } from "./lib/figures.js";
import { median } from "./lib/median.js";
import { search, seenAt } from "./lib/page-probes.mjs";

/**
 * Measures the page of the hub in Chromium: the longest task of its main thread while 10,000
 * deliveries arrive (goal: 50 ms), a search over 10,000 devices (goal: 50 ms), and how soon a send
 * of another program is in the list (goal: 200 ms).
 *
 * node run.mjs page [--rounds 5]
 *
 * CHROMIUM_PATH names the browser; default: /usr/bin/chromium.
 */
const DEVICES = 10_000;
const RECEIVERS = 100;
const SENDS = 100;
const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const run = promisify(execFile);
const at = process.argv.indexOf("--rounds");
const rounds = Number(process.argv[at < 0 ? process.argv.length : at + 1] ?? 5);

if (!existsSync(executablePath)) {
  console.error(`${executablePath} is not installed, so nothing was measured. CHROMIUM_PATH names another browser.`);
  process.exit(1);
}
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
try {
  const rows: Record<string, string>[] = [];
  for (const view of ["activity", "devices"]) rows.push(await measureArrival(browser, view));
  rows.push(await measureSearch(browser), ...(await measureSight(browser)));
  console.table(rows);
} finally {
  await browser.close();
}

/** The longest task while every one of 100 devices gets 100 pushes. */
async function measureArrival(chrome: Browser, view: string): Promise<Record<string, string>> {
  const longest: number[] = [];
  const onCpu: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const hub = await startHub({ hubs: ["shop"], port: 0, httpsPort: false, page: files });
    await hub.hub.snapshot.import(snapshot(RECEIVERS));
    const page = await open(chrome, hub, view);
    await chrome.startTracing(page, { categories: ["toplevel"] });
    const client = new NotificationHubClient(hub.connectionString, "shop", { retry: false });
    for (let count = 1; count <= SENDS; count++) await client.send(apple({ alert: `Push ${count}` }), everyone());
    await client.close();
    const last =
      view === "devices" ? page.getByText(`Push ${SENDS}`).first() : page.locator(".count", { hasText: `${SENDS} · ` });
    await last.waitFor();
    const tasks = tasksOf(await chrome.stopTracing());
    longest.push(Math.max(...tasks.map(({ ms }) => ms)));
    onCpu.push(Math.max(...tasks.map(({ cpuMs }) => cpuMs)));
    await page.close();
    await hub.close();
  }
  const name = `10,000 deliveries, ${view}`;
  keepFigure("The page: longest task while deliveries arrive", "ms", name, longest);
  return row(`longest task: ${name}`, longest, `${median(onCpu).toFixed(1)} ms of CPU`);
}

interface Task {
  readonly ms: number;
  /** What the task had of the processor; less where other programs took its turn. */
  readonly cpuMs: number;
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** The tasks of the page's main thread, of a trace of Chromium. */
function tasksOf(trace: Buffer): Task[] {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const threads = new Set(
    traceEvents
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  return traceEvents.flatMap(({ name, pid, tid, dur = 0, tdur = dur }) =>
    name.endsWith("RunTask") && threads.has(`${pid} ${tid}`) ? [{ ms: dur / 1000, cpuMs: tdur / 1000 }] : [],
  );
}

/** From a keystroke in the search to the list that it leads to, laid out. */
async function measureSearch(chrome: Browser): Promise<Record<string, string>> {
  const hub = await startHub({ hubs: ["shop"], port: 0, httpsPort: false, page: files });
  await hub.hub.snapshot.import(snapshot(DEVICES));
  const page = await open(chrome, hub, "devices");
  await page.locator(".count", { hasText: "10,000" }).waitFor();
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const words of ["device-1", "city-42", "apple language-7", "nothing like it", ""])
      times.push(await page.evaluate(search, words));
  }
  await page.close();
  await hub.close();
  keepFigure("The page: a search over 10,000 devices", "ms", "keystroke to list", times);
  return row("search over 10,000 devices", times, `longest ${Math.max(...times).toFixed(1)} ms`);
}

/** From the moment at which a program sends to its row in the list of two tabs. */
async function measureSight(chrome: Browser): Promise<Record<string, string>[]> {
  const hub = await startHub({ hubs: ["shop"], port: 0, httpsPort: 0, page: files });
  await hub.hub.snapshot.import(snapshot(RECEIVERS));
  const tabs = [await open(chrome, hub, "activity"), await open(chrome, hub, "activity")];
  const programs = programsFor(hub);
  const found: Record<string, string>[] = [];
  for (const [name, send] of Object.entries(programs)) {
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const tag = `seen-${name.replace(/\W+/g, "-")}-${round}`;
      const seen = tabs.map((page) => page.evaluate(seenAt, tag));
      const sentAt = await send(tag);
      times.push(Math.max(...(await Promise.all(seen))) - sentAt);
      // A pause, as between two sends of somebody who tries things out.
      await new Promise((resolve) => setTimeout(resolve, 1_500));
    }
    keepFigure("The page: from a send to its row in two tabs", "ms", name, times);
    found.push(row(`send to row, two tabs: ${name}`, times, `longest ${Math.max(...times).toFixed(0)} ms`));
  }
  for (const page of tabs) await page.close();
  await hub.close();
  return found;
}

/**
 * Programs that send to a tag, each with the moment at which it began to, in milliseconds since
 * 1970.
 */
function programsFor(hub: StartedHub): Record<string, (tag: string) => Promise<number>> {
  const now = () => performance.timeOrigin + performance.now();
  const client = new NotificationHubClient(hub.connectionString, "shop", { retry: false });
  const official = `const { NotificationHubsClient, createAppleNotification } = await import("@azure/notification-hubs");
    const client = new NotificationHubsClient(process.env.NH_CONNECTION_STRING, "shop");
    const notification = createAppleNotification({ body: '{"aps":{"alert":"x"}}', headers: {} });
    console.log(performance.timeOrigin + performance.now());
    await client.sendNotification(notification, { tagExpression: process.env.NH_TAG });`;
  return {
    "@nh/client": async (tag) => {
      const began = now();
      await client.send(apple({ alert: "x" }), tag);
      return began;
    },
    "official SDK over TLS": async (tag) => {
      const { stdout } = await run(process.execPath, ["--input-type=module", "-e", official], {
        cwd: fileURLToPath(new URL("..", import.meta.url)),
        env: {
          ...process.env,
          NH_CONNECTION_STRING: hub.tlsConnectionString,
          NODE_EXTRA_CA_CERTS: hub.certificatePath,
          NH_TAG: tag,
        },
      });
      return Number(stdout);
    },
    "curl, its start included": async (tag) => {
      const token = await createSasToken({
        resourceUri: `${hub.url}/`,
        keyName: developmentPolicy.keyName,
        key: developmentPolicy.primaryKey,
      });
      const headers = {
        Authorization: token,
        "Content-Type": "application/json",
        "ServiceBusNotification-Format": "apple",
        "ServiceBusNotification-Tags": tag,
      };
      const options = Object.entries(headers).flatMap(([name, value]) => ["-H", `${name}: ${value}`]);
      const url = `${hub.url}/shop/messages/?api-version=2020-06`;
      const began = now();
      await run("curl", ["-sf", "-X", "POST", url, ...options, "-d", '{"aps":{"alert":"x"}}']);
      return began;
    },
  };
}

async function open(chrome: Browser, hub: StartedHub, view: string): Promise<Page> {
  const page = await chrome.newPage({ viewport: { width: 1366, height: 768 } });
  await page.goto(`${hub.url}/_nh/#/${view}`);
  await page.getByText("Live", { exact: true }).waitFor();
  return page;
}

/** A snapshot of so many installations with three tags each. */
function snapshot(size: number): string {
  const records = Array.from({ length: size }, (_, index) => {
    const installationId = `device-${index}`;
    const tags = [`city-${index % 500}`, `language-${index % 30}`, `team-${index % 2000}`];
    const pushChannel = index.toString(16).toUpperCase().padStart(64, "0");
    const document = { installationId, platform: "apns", pushChannel, tags };
    return { hub: "shop", kind: "installation", id: installationId, value: { document, etag: 1 } };
  });
  return JSON.stringify({ format: "nh-hub-snapshot", version: 1, records });
}

function row(what: string, times: readonly number[], more: string): Record<string, string> {
  return { what, median: `${median(times).toFixed(1)} ms`, more };
}
