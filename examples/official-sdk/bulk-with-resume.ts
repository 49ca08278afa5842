// The bulk sender of ../bulk-with-resume.ts over the official SDK, for comparison. It sends one
// batch after the other, and a batch whose response is lost in a crash goes out again unnoticed.
import { createReadStream } from "node:fs";
import { mkdtemp, readFile, rename, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createAppleNotification, type NotificationHubsClient } from "@azure/notification-hubs";

const sale = createAppleNotification({
  body: JSON.stringify({ aps: { alert: "Sale" } }),
  headers: { "apns-push-type": "alert", "apns-priority": "10" },
});

async function sendToAll(client: NotificationHubsClient, folder: string, crashAfter: number): Promise<void> {
  const cursorFile = join(folder, "cursor.txt");
  const done = Number(await readFile(cursorFile, "utf8").catch(() => "0"));
  const seen = new Set<string>();
  const waiting: string[] = [];
  let [row, batches, isHeader] = [0, 0, true];

  async function sendBatch(): Promise<void> {
    try {
      if (waiting.length > 0) await client.sendNotification(sale, { deviceHandle: waiting.splice(0) });
    } catch (error) {
      console.log(`batch ${batches} failed: ${String(error)}`);
    }
    await writeFile(`${cursorFile}.new`, String(row));
    await rename(`${cursorFile}.new`, cursorFile);
    batches++;
  }

  for await (const line of createInterface({ input: createReadStream(join(folder, "tokens.csv")) })) {
    if (isHeader) {
      isHeader = false;
      continue;
    }
    row++;
    const handle = line.trim().toLowerCase();
    if (!/^[0-9a-f]+$/.test(handle) || seen.has(handle)) continue;
    seen.add(handle);
    if (row > done) waiting.push(handle);
    if (waiting.length < 1000) continue;
    await sendBatch();
    if (batches === crashAfter) return;
  }
  await sendBatch();
}

export async function sendSale(client: NotificationHubsClient): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "bulk-"));
  const rows = Array.from({ length: 5000 }, (_, index) => index.toString(16).padStart(64, "0"));
  await writeFile(join(folder, "tokens.csv"), `device_token\n${rows.join("\n")}\n`);
  await sendToAll(client, folder, 2);
  await sendToAll(client, folder, Number.POSITIVE_INFINITY);
}
