import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { keepFigure } from "./lib/figures.js";
import { median } from "./lib/median.js";

/**
 * Measures how long a fresh process takes to import a client, and to import it and send once,
 * compared with the official SDK. Every sample is a fresh process. The candidates take turns within
 * each round, so that other load on the machine affects all of them.
 *
 * node run.mjs cold-start [--rounds 9]
 */
const candidates = {
  official: "@azure/notification-hubs",
  client: "@nh/client",
  operations: "@nh/client/operations",
} as const;
type Candidate = keyof typeof candidates;

interface Sample {
  readonly importMs: number;
  readonly firstSendMs: number;
}

const at = process.argv.indexOf("--rounds");
const rounds = at < 0 ? 9 : Number(process.argv[at + 1]);
const names = Object.keys(candidates) as Candidate[];

const server = spawn(process.execPath, [fileURLToPath(new URL("./raw-server.mjs", import.meta.url))], {
  stdio: ["ignore", "pipe", "inherit"],
});
try {
  const port = (await firstLine(server.stdout)).trim();
  const samples: Record<Candidate, Sample[]> = { official: [], client: [], operations: [] };
  for (let round = 0; round < rounds; round++) {
    for (const [index] of names.entries()) {
      const name = names[(index + round) % names.length] ?? "official";
      samples[name].push(await sample(name, port));
    }
  }
  print(samples);
} finally {
  server.kill();
}

/**
 * The program of a fresh process. It measures from before the import to the response to the first
 * send.
 */
function program(name: Candidate, port: string): string {
  const connection = `"Endpoint=http://127.0.0.1:${port}/;SharedAccessKeyName=Full;SharedAccessKey=c2VjcmV0"`;
  const notification = '{ platform: "apple", contentType: "application/json;charset=utf-8", headers: {}, body: "{}" }';
  const send = {
    official: `const sendRequest = (request, next) => next(Object.assign(request, { allowInsecureConnection: true }));
      const policy = { position: "perCall", policy: { name: "allowInsecure", sendRequest } };
      const client = new nh.NotificationHubsClient(${connection}, "hub", { additionalPolicies: [policy] });
      await client.sendNotification(${notification}, { tagExpression: "a" });`,
    client: `await new nh.NotificationHubClient(${connection}, "hub").send(${notification}, "a");`,
    operations: `await nh.send(nh.createContext(${connection}, "hub"), ${notification}, "a");`,
  }[name];
  return `const began = performance.now();
    const nh = await import(${JSON.stringify(candidates[name])});
    const importMs = performance.now() - began;
    ${send}
    console.log(JSON.stringify({ importMs, firstSendMs: performance.now() - began }));
    process.exit(0);`;
}

async function sample(name: Candidate, port: string): Promise<Sample> {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program(name, port)], {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    stdio: ["ignore", "pipe", "inherit"],
  });
  return JSON.parse(await firstLine(child.stdout)) as Sample;
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  let text = "";
  stream.setEncoding("utf8");
  stream.on("data", (chunk: string) => {
    text += chunk;
  });
  while (!text.includes("\n")) await Promise.race([once(stream, "data"), once(stream, "end")]);
  return text.split("\n", 1)[0] ?? "";
}

function print(samples: Record<Candidate, Sample[]>): void {
  console.log(`\nCold start, median of ${rounds} processes each, Node ${process.version}\n`);
  console.log("| program | import | of official | import and first send | of official |");
  console.log("|---|---|---|---|---|");
  const official = summarize(samples.official);
  for (const name of names) {
    const { importMs, firstSendMs } = summarize(samples[name]);
    const shown = name === "official" ? name : candidates[name];
    keepFigure(
      "Import, in a fresh process",
      "ms",
      shown,
      samples[name].map((one) => one.importMs),
    );
    keepFigure(
      "Import and first send, in a fresh process",
      "ms",
      shown,
      samples[name].map((one) => one.firstSendMs),
    );
    console.log(
      `| ${candidates[name]} | ${importMs.toFixed(0)} ms | ${(importMs / official.importMs).toFixed(2)} | ` +
        `${firstSendMs.toFixed(0)} ms | ${(firstSendMs / official.firstSendMs).toFixed(2)} |`,
    );
  }
}

function summarize(list: readonly Sample[]): Sample {
  return {
    importMs: median(list.map((one) => one.importMs)),
    firstSendMs: median(list.map((one) => one.firstSendMs)),
  };
}
