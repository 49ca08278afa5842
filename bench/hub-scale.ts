import { createSasToken } from "@nh/auth";
import { createHub, developmentPolicy, type Hub } from "@nh/hub";
import { keepFigure } from "./lib/figures.js";

/**
 * Measures how a hub scales. It loads a snapshot of N installations with five tags each, and
 * repeats a send to `a && !b` that reaches 1,000 of them, or all of them if there are fewer. The
 * cost depends on the matches, not on the devices.
 *
 * The last row needs more memory: node --max-old-space-size=6000 --expose-gc.
 */
const sizes = process.argv
  .slice(2)
  .map(Number)
  .filter((size) => size > 0);
const ORIGIN = "https://local.servicebus.windows.net";
const MATCHES = 1000;
const SENDS = 60;

const rows: Record<string, string>[] = [];
for (const size of sizes.length > 0 ? sizes : [1_000, 10_000, 100_000, 1_000_000]) rows.push(await measure(size));
console.table(rows);

async function measure(size: number): Promise<Record<string, string>> {
  const hub = createHub();
  const startedAt = performance.now();
  await hub.snapshot.import(snapshot(size));
  const loadMs = performance.now() - startedAt;
  const processMb = process.memoryUsage().rss / 1024 / 1024;
  globalThis.gc?.();
  const heapMb = process.memoryUsage().heapUsed / 1024 / 1024;
  const { median, reached } = await medianOfSends(hub, "a && !b");
  const { median: rare } = await medianOfSends(hub, "a && rare && !b");
  hub.close();
  const name = `${size.toLocaleString("en")} devices`;
  keepFigure("nh hub: loading a snapshot", "s", name, [loadMs / 1000]);
  keepFigure("nh hub: memory of the process after loading", "MB", name, [processMb]);
  keepFigure("nh hub: a send that reaches 1,000 devices", "ms", name, [median]);
  return {
    installations: size.toLocaleString("en"),
    "load, s": (loadMs / 1000).toFixed(2),
    "process after loading, MB": processMb.toFixed(0),
    "heap, MB": heapMb.toFixed(0),
    matches: String(reached),
    "send to a && !b, median ms": median.toFixed(2),
    "send to a && rare && !b (10 matches), median ms": rare.toFixed(3),
  };
}

async function medianOfSends(hub: Hub, expression: string): Promise<{ median: number; reached: number }> {
  const token = await createSasToken({
    resourceUri: `${ORIGIN}/`,
    keyName: developmentPolicy.keyName,
    key: developmentPolicy.primaryKey,
  });
  const times: number[] = [];
  for (let turn = 0; turn < SENDS; turn++) {
    const request = new Request(`${ORIGIN}/hub/messages/?api-version=2020-06`, {
      method: "POST",
      headers: {
        authorization: token,
        "content-type": "application/json;charset=utf-8",
        "ServiceBusNotification-Format": "apple",
        "ServiceBusNotification-Tags": expression,
      },
      body: '{"aps":{"alert":"Door opened"}}',
    });
    const startedAt = performance.now();
    const response = await hub.fetch(request);
    times.push(performance.now() - startedAt);
    if (response.status !== 201) throw new Error(`The hub responded to the send with ${response.status}.`);
  }
  hub.deliveries.clear();
  await hub.fetch(
    new Request(`${ORIGIN}/hub/messages/?api-version=2020-06`, {
      method: "POST",
      headers: {
        authorization: token,
        "ServiceBusNotification-Format": "apple",
        "ServiceBusNotification-Tags": expression,
      },
      body: "{}",
    }),
  );
  const reached = hub.deliveries.list({ limit: 1_000_000 }).length;
  hub.deliveries.clear();
  times.sort((left, right) => left - right);
  return { median: times[Math.floor(times.length / 2)] ?? 0, reached };
}

/** A snapshot as a stream, so that a million devices are never in memory as one string. */
function snapshot(size: number): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const step = Math.max(1, Math.floor(size / MATCHES));
  let next = 0;
  let opened = false;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      let text = opened ? "" : '{"format":"nh-hub-snapshot","version":1,"records":[';
      for (let count = 0; count < 500 && next < size; count++, next++) {
        text += `${opened ? "," : ""}\n${record(next, step)}`;
        opened = true;
      }
      if (next >= size) text += "\n]}";
      controller.enqueue(encoder.encode(text));
      if (next >= size) controller.close();
    },
  });
}

/**
 * Every `step`-th installation has the tag `a`, every hundredth of these `rare`, and half of the
 * others `b`.
 */
function record(index: number, step: number): string {
  const id = `device-${index.toString(16).padStart(8, "0")}`;
  const chosen = index % step === 0;
  const first = chosen ? "a" : index % 2 === 0 ? "b" : "c";
  const second = chosen && index % (step * 100) === 0 ? "rare" : `city-${index % 500}`;
  const tags = [first, second, `language-${index % 30}`, `team-${index % 2000}`, `version-${index % 12}`];
  const token = index.toString(16).toUpperCase().padStart(64, "0");
  const document = { installationId: id, platform: "apns", pushChannel: token, tags };
  return JSON.stringify({ hub: "hub", kind: "installation", id, value: { document, etag: 1 } });
}
