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
