import { startHub } from "@nh/hub/node";
import { afterEach, expect, it, vi } from "vitest";

afterEach(() => vi.restoreAllMocks());

/** Runs a program of this folder and returns what it prints. */
async function run(start: () => Promise<unknown>): Promise<string[]> {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  await start();
  return log.mock.calls.map((values) => values.join(" "));
}

it("the tutorial reaches the right devices", async () => {
  expect(await run(() => import("./tutorial.js"))).toEqual([
    "debug: 2 delivered, 0 failed",
    "kitchen: Hello world!",
    "office: Hello world!",
    "kitchen: Hello world!",
    "office: Hello world!",
    "kitchen: Hello world!",
    "kitchen: Hello world!",
    "office: Hello world!",
    "kitchen: Hello world!",
    "kitchen: Hello",
    "office: Salut",
  ]);
});

it("the direct sends reach the handles", async () => {
  expect(await run(() => import("./direct-send.js"))).toEqual([
    "00fc13…: push type alert",
    "00fc13…: push type alert",
    "11fc13…: push type alert",
  ]);
});

it("the localized template uses the language of each device", async () => {
  expect(await run(() => import("./localized-template.js"))).toEqual([
    'lena: {"aps":{"alert":"Köln against Leeds: 2:1"}}',
    'mila: {"aps":{"alert":"Köln gegen Leeds: 2:1"}}',
  ]);
});

it("the migration takes the templates of every language along", async () => {
  const [plan, moved, ...delivered] = await run(() => import("./fcm-migration.js"));
  expect([plan, moved]).toEqual(["3 to move, 0 problems", "3 moved, 0 failed"]);
  expect(delivered.sort()).toEqual([
    'fcmv1: {"message":{"notification":{"title":"Köln against Leeds","body":"Goal!"}}}',
    'fcmv1: {"message":{"notification":{"title":"Köln contre Leeds","body":"But !"}}}',
    'fcmv1: {"message":{"notification":{"title":"Köln gegen Leeds","body":"Tor!"}}}',
  ]);
});

it("the bulk sender reaches every device although its first run ends early", async () => {
  expect(await run(() => import("./bulk-with-resume.js"))).toEqual(["5000 devices reached"]);
});

it("the worker reaches the customer on every platform", async () => {
  const { hub, connectionString, close } = await startHub({ port: 0, httpsPort: false });
  const { default: worker } = await import("./worker.js");
  const body = JSON.stringify({ customer: "lena", order: 7 });
  const request = new Request("https://shop.example/orders", { method: "POST", body });
  const response = await worker.fetch(request, { NH_CONNECTION_STRING: connectionString });
  expect({ status: response.status, body: await response.json() }).toEqual({
    status: 202,
    body: { state: "enqueued" },
  });
  const formats = hub.requests.list().map(({ requestHeaders }) => requestHeaders["servicebusnotification-format"]);
  expect(formats.sort()).toEqual(["apple", "browser", "fcmv1"]);
  expect((await worker.fetch(new Request("https://shop.example/"), { NH_CONNECTION_STRING: "" })).status).toBe(405);
  await close();
});
