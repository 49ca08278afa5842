import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type StartedHub, startHub } from "@nh/hub/node";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bundle } from "./bundle.js";
import { run } from "./child.js";
import { signFor } from "./sas.js";

// `pnpm damage` damages two hundred files, an ordinary run of the tests twenty.
const count = Number(process.env.NH_DAMAGED_FILES ?? 20);
const seed = Number(process.env.NH_DAMAGE_SEED ?? Date.now() % 2 ** 31);

/** Two sound data folders: one of a hub that was closed, and one of a hub that was killed. */
const sources = ["closed", "killed"] as const;

let folder: string;
let program: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "nh-damage-"));
  program = await bundle("./open-damaged.ts");
  const started = await startHub({ port: 0, httpsPort: false, dataDir: join(folder, "closed") });
  await fill(started);
  mkdirSync(join(folder, "killed"));
  // What a process leaves that is killed now.
  for (const name of ["hub.db", "hub.db-wal"]) copyFileSync(join(folder, "closed", name), join(folder, "killed", name));
  await started.close();
}, 60_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Gives a hub one of everything, and values that are longer than a page of the file. */
async function fill({ url }: StartedHub): Promise<void> {
  const authorization = signFor(`${url}/`);
  const call = async (method: string, path: string, headers: Record<string, string>, body?: string) => {
    const response = await fetch(`${url}/hub/${path}${path.includes("?") ? "&" : "?"}api-version=2020-06`, {
      method,
      headers: { authorization, ...headers },
      ...(body === undefined ? {} : { body }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  };
  const json = { "content-type": "application/json" };
  for (let index = 0; index < 200; index++) {
    const installation = {
      installationId: `phone-${index}`,
      platform: "apns",
      pushChannel: `AA${String(index).padStart(4, "0")}`,
      tags: ["news", `number_${index}`],
      pushVariables: { greeting: "é😀".repeat(index) },
    };
    await call("PUT", `installations/phone-${index}`, json, JSON.stringify(installation));
  }
  const apple = { ...json, "ServiceBusNotification-Format": "apple" };
  for (let index = 0; index < 5; index++)
    await call("POST", "messages/", { ...apple, "ServiceBusNotification-Tags": "news" }, '{"aps":{"alert":"Hi"}}');
  const soon = new Date(Date.now() + 3_600_000).toISOString();
  await call("POST", "schedulednotifications/", { ...apple, "ServiceBusNotification-ScheduleTime": soon }, "{}");
}

/** A generator (mulberry32). The seed is printed, so that a failure can be repeated. */
function createRandom(): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

/** Damages bytes in one of the ways in which disks and people do. */
function damage(bytes: Buffer, random: (below: number) => number): Buffer {
  const damaged = Buffer.from(bytes);
  const at = random(bytes.length);
  const length = Math.min(1 + random(512), bytes.length - at);
  switch (random(5)) {
    case 0:
      damaged[at] = random(256);
      return damaged;
    case 1:
      for (let flips = 1 + random(16); flips > 0; flips--) damaged[random(bytes.length)] = random(256);
      return damaged;
    case 2:
      for (let index = at; index < at + length; index++) damaged[index] = random(256);
      return damaged;
    case 3:
      return damaged.fill(0, at, at + length);
    default:
      return damaged.subarray(0, at);
  }
}

interface Outcome {
  readonly dataDir: string;
  readonly state: "started" | "refused";
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
}

const contentOf = (dataDir: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(dataDir)
      .sort()
      .map((name) => [name, readFileSync(join(dataDir, name)).toString("latin1")]),
  );

it(`a damaged file never ends the process, and one that is refused stays as it was (${count} files, seed ${seed})`, {
  timeout: 30_000 + count * 3_000,
}, async () => {
  const random = createRandom();
  const folders: string[] = [];
  for (let index = 0; index < count; index++) {
    const source = sources[index % sources.length] ?? "closed";
    const dataDir = join(folder, `case-${index}-${source}`);
    cpSync(join(folder, source), dataDir, { recursive: true });
    const names = readdirSync(dataDir).filter((name) => name.startsWith("hub.db"));
    const name = join(dataDir, names[random(names.length)] ?? "hub.db");
    writeFileSync(name, damage(readFileSync(name), random));
    folders.push(dataDir);
  }
  const before = new Map(folders.map((dataDir) => [dataDir, contentOf(dataDir)]));
  const { exitCode, stdout, stderr } = await run(process.execPath, [program, ...folders], process.env);
  const outcomes = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Outcome);
  expect({ exitCode, stderr, next: folders[outcomes.length] }).toEqual({ exitCode: 0, stderr: "", next: undefined });
  for (const { dataDir, state, name, code, message } of outcomes) {
    if (state === "started") continue;
    expect([dataDir, name, code, message]).toEqual([
      dataDir,
      "HubStoreError",
      expect.stringMatching(/^NH_STORE_(?:DAMAGED|FOREIGN|VERSION)$/),
      expect.stringContaining(join(dataDir, "hub.db")),
    ]);
    expect(contentOf(dataDir)).toEqual(before.get(dataDir));
  }
  const refused = outcomes.filter(({ state }) => state === "refused").length;
  console.log(`${count} damaged files: ${refused} refused, ${count - refused} started.`);
  expect(refused).toBeGreaterThan(0);
});
