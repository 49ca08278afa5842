import { startHub } from "../src/node.js";

// Starts a hub with each of the data folders in turn, and prints a line of JSON for each. A damaged
// file must not end this process.
const [, , ...folders] = process.argv;

async function openAll(): Promise<void> {
  for (const dataDir of folders) {
    let outcome: object;
    try {
      const started = await startHub({ port: 0, httpsPort: false, dataDir });
      started.hub.devices.list({ limit: 10_000 });
      started.hub.deliveries.list();
      await started.close();
      outcome = { state: "started" };
    } catch (error) {
      const { name, code, message } = error as { name: string; code?: string; message: string };
      outcome = { state: "refused", name, code, message };
    }
    process.stdout.write(`${JSON.stringify({ dataDir, ...outcome })}\n`);
  }
}

void openAll();
