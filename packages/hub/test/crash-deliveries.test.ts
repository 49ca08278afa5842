import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateVapidKeys } from "@nh/platforms";
import { expect, it, onTestFinished } from "vitest";
import { type BrowserDouble, startWebPushDouble } from "../../platforms/test/doubles/web-push-double.js";
import type { Delivery } from "../src/index.js";
import { bundle } from "./bundle.js";
import { broadcast, callHub, createHubWith, install } from "./delivery.js";

// `pnpm crash` kills a hundred times, an ordinary run of the tests five times.
const points = Math.ceil(Number(process.env.NH_CRASH_POINTS ?? 50) / 10);

const BROWSERS = 3;
const SENDERS = 3;
/** At every so many sends, the push service puts off one push, which the hub then queues again. */
const PUT_OFF_EVERY = 5;
/**
 * How long each sender waits after a send, in milliseconds. A browser gets one push at a time, and
 * what waits for it should not push the first deliveries out of the log, which the end looks at.
 */
const SEND_EVERY_MS = 20;
/** The longest time that a hub pushes before it is killed, in milliseconds. */
const PUSHING_MS = 250;

async function addressOf(child: ChildProcess): Promise<string> {
  let text = "";
  for await (const chunk of child.stdout ?? []) {
    text += chunk;
    if (text.endsWith("\n")) return text.trim();
  }
  throw new Error("The hub did not start.");
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const deliveriesOf = async (url: string): Promise<Delivery[]> =>
  (JSON.parse(await callHub(url, "GET", "/_nh/deliveries?limit=10000000")) as { deliveries: Delivery[] }).deliveries;

it(
  `pushes nothing twice and forgets nothing it accepted when it is killed ${points} times`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "nh-crash-deliveries-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const program = await bundle("./delivering-process.ts");
    const double = await startWebPushDouble();
    onTestFinished(() => double.close());
    const keys = await generateVapidKeys();
    const browsers = await Promise.all(Array.from({ length: BROWSERS }, () => double.subscribe(keys.publicKey)));
    const start = () =>
      spawn(process.execPath, [program, join(folder, "data")], { stdio: ["ignore", "pipe", "inherit"] });

    let child = start();
    let url = await addressOf(child);
    await createHubWith(url, "hub", { browser: { subject: "mailto:push@example.com", ...keys } });
    for (const [index, { subscription }] of browsers.entries()) {
      const pushChannel = { endpoint: subscription.endpoint, ...subscription.keys };
      await install(url, "hub", { installationId: `b${index}`, platform: "browser", pushChannel } as never);
    }
    const accepted: string[] = [];
    let sent = 0;
    const send = async (address: string, alive: { readonly current: boolean }) => {
      try {
        while (alive.current) {
          const text = JSON.stringify({ title: `push ${++sent}` });
          if (sent % PUT_OFF_EVERY === 0) double.next({ status: 429, headers: { "retry-after": "0" } });
          await broadcast(address, "hub", "browser", text);
          accepted.push(text);
          await pause(SEND_EVERY_MS);
        }
      } catch {
        // The hub was killed. A send without a response may have been accepted or not.
      }
    };
    for (let point = 1; point <= points; point++) {
      const alive = { current: true };
      const senders = Array.from({ length: SENDERS }, () => send(url, alive));
      await pause(Math.random() * PUSHING_MS);
      alive.current = false;
      await kill(child);
      await Promise.all(senders);
      child = start();
      url = await addressOf(child);
    }
    await expect
      .poll(async () => (await deliveriesOf(url)).filter(({ outcome }) => outcome === "Pending").length, {
        timeout: 60_000,
        interval: 200,
      })
      .toBe(0);
    const deliveries = await deliveriesOf(url);
    await kill(child);

    const twice: string[] = [];
    const forgotten: string[] = [];
    const wrong: string[] = [];
    const unknown = deliveries.filter(({ push }) => push?.state === "unknown");
    for (const browser of browsers) {
      const received = timesReceived(browser);
      for (const [text, times] of received) if (times > 1) twice.push(`${text}: ${times} times`);
      const own = new Map(
        deliveries.filter(({ handle }) => handle === browser.subscription.endpoint).map((one) => [one.body, one]),
      );
      for (const text of accepted) {
        const state = own.get(text)?.push?.state;
        if (state === undefined) forgotten.push(text);
        else if (state === "delivered" ? !received.has(text) : state !== "unknown") wrong.push(`${text}: ${state}`);
      }
    }
    console.log(
      `crash: ${points} kills, ${accepted.length * BROWSERS} accepted pushes, ${twice.length} pushed twice, ` +
        `${forgotten.length} forgotten, ${unknown.length} unknown`,
    );
    expect({ twice, forgotten, wrong }).toEqual({ twice: [], forgotten: [], wrong: [] });
    expect(accepted.length).toBeGreaterThan(points);
    expect(double.received.length).toBeGreaterThan(browsers.reduce((sum, { pushes }) => sum + pushes.length, 0));
  },
  60_000 + points * 6_000,
);

function timesReceived({ pushes }: BrowserDouble): Map<string, number> {
  const times = new Map<string, number>();
  for (const { text } of pushes) times.set(text, (times.get(text) ?? 0) + 1);
  return times;
}
