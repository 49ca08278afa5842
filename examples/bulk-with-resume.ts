// Sends to every handle of a file, and goes on after a crash: the journal says where.
import { createReadStream } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NotificationHubClient } from "@nh/client";
import { readHandles } from "@nh/client/handles";
import { startHub } from "@nh/hub/node";
import { apple } from "@nh/payloads";

const { hub, connectionString, close } = await startHub({ port: 0, httpsPort: false });
const client = new NotificationHubClient(connectionString, "myhub");

const folder = await mkdtemp(join(tmpdir(), "bulk-"));
const rows = Array.from({ length: 5000 }, (_, index) => index.toString(16).padStart(64, "0"));
await writeFile(join(folder, "tokens.csv"), `device_token\n${rows.join("\n")}\n`);

async function sendToAll(crashAfter: number): Promise<void> {
  const handles = readHandles(createReadStream(join(folder, "tokens.csv")), { platform: "apple" });
  const options = { journal: join(folder, "run.journal"), total: rows.length };
  let batches = 0;
  for await (const batch of client.sendToDevices(apple({ alert: "Sale" }), handles, options)) {
    if (batch.state === "failed") {
      const next = batch.error.retryable ? "run again to send it" : "look at it before you run again";
      console.log(`batch ${batch.index} failed, ${next}: ${batch.error.message}`);
    }
    if (++batches === crashAfter) return;
  }
}

await sendToAll(2);
await sendToAll(Number.POSITIVE_INFINITY);
console.log(`${new Set(hub.deliveries.list({ limit: 10_000 }).map(({ handle }) => handle)).size} devices reached`);

await client.close();
await close();
