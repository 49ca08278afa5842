import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { createTestHub, putPhone, type TestHub } from "../test/test-hub.js";
import { createTestIo, runCli, type TestIoOptions } from "../test/test-io.js";
import { exitCodeMeanings, exitCodes } from "./exit-codes.js";
import { Interrupted } from "./interruption.js";

const send = ["send", "apple", "--title", "Hi", "--tag", "news", "--json"];
const create = ["registrations", "create", "--platform", "apple", "--handle", "ab".repeat(32), "--json"];

const broken = (code: string) => Object.assign(new Error(`read ${code}`), { code });
const failing = (code: string) => ({ fetch: () => Promise.reject(broken(code)) });
/** The hub carries out what is written, and its response is lost. */
const losing = ({ hub }: TestHub) => ({
  fetch: async (url: string, init: RequestInit) => {
    const response = await hub.fetch(new Request(url, init));
    if ((init.method ?? "GET") === "GET") return response;
    throw broken("ECONNRESET");
  },
});
const responding = (status: number, body = "") => ({ fetch: async () => new Response(body, { status }) });

type Situation = readonly [title: string, words: readonly string[], options: (test: TestHub) => TestIoOptions];
const none = () => ({});

const situations: Readonly<Record<keyof typeof exitCodes, readonly Situation[]>> = {
  ok: [["a send", send, none]],
  unexpected: [
    ["a 500 to a send", send, () => responding(500)],
    ["a gateway that fails behind a send", send, () => responding(502, "<html></html>")],
  ],
  usage: [
    ["an unknown option", [...send, "--nope"], none],
    ["a broadcast without --yes", ["send", "apple", "--title", "Hi", "--everyone", "--json"], none],
  ],
  authorization: [
    ["a 401", send, () => responding(401)],
    ["a 403", send, () => responding(403)],
  ],
  notFound: [
    ["a device that does not exist", ["installations", "get", "nobody", "--json"], none],
    ["a registration ID that is used up", send, () => responding(410)],
  ],
  throttled: [
    ["a 429 that stays", send, () => responding(429)],
    ["a quota", send, () => responding(403, "<Error><Code>403</Code><Detail>The quota is exceeded</Detail></Error>")],
  ],
  invalidInput: [
    ["an invalid payload", ["send", "apple", "--payload", "[]", "--tag", "a", "--json"], none],
    ["a 400", send, () => responding(400)],
    ["a conflict", send, () => responding(409)],
    ["an ETag that has changed", send, () => responding(412)],
    ["a body that is too large", send, () => responding(413)],
  ],
  partialFailure: [["one of two deletions", ["registrations", "delete", "{known}", "1-2-3", "--yes", "--json"], none]],
  timeout: [
    ["no response in time", [...send, "--timeout", "100ms"], () => ({ fetch: () => new Promise<never>(() => {}) })],
  ],
  network: [
    ["a connection that is refused", send, () => failing("ECONNREFUSED")],
    ["a name that does not exist", send, () => failing("ENOTFOUND")],
    ["a send whose response is lost", send, losing],
    ["a creation whose response is lost", create, losing],
  ],
  interrupted: [
    ["Ctrl-C", send, () => ({ fetch: () => new Promise<never>(() => {}) })],
    [
      "a prompt that is declined",
      ["send", "apple", "--title", "Hi", "--everyone", "--json"],
      () => ({ tty: true, replies: [false] }),
    ],
  ],
};

describe.each(Object.entries(situations))("the exit code of %s", (name, all) => {
  it.each(all)("follows %s", async (title, words, options) => {
    const test = createTestHub();
    await putPhone(test, "phone-1", "--tags", "news");
    const { registrationId } = (await test.nh(create)).json<{ registrationId: string }>();
    const io = createTestIo({ ...test.world, ...options(test) });
    const running = runCli(
      words.map((word) => word.replace("{known}", registrationId)),
      io,
    );
    if (title === "Ctrl-C") io.interrupt(new Interrupted("SIGINT"));
    const { code, err } = await running;
    const expected = exitCodes[name as keyof typeof exitCodes];
    expect([code, err]).toEqual([expected, expect.anything()]);
    const failure = err.split("\n").find((line) => line.includes('"exitCode"'));
    if (failure !== undefined) expect(JSON.parse(failure)).toMatchObject({ exitCode: expected });
  });
});

it.each([
  ["a lost response", exitCodes.network, losing],
  ["a gateway that fails", exitCodes.unexpected, () => responding(502, "<html></html>")],
] as const)(
  "tells of a send after %s that it may have been sent, and does not advise to run it again",
  async (_title, exitCode, options) => {
    const test = createTestHub();
    const { code, err } = await test.nh(send, options(test));
    expect(code).toBe(exitCode);
    expect(JSON.parse(err)).toMatchObject({
      exitCode,
      mayHaveBeenSent: true,
      fix: expect.stringMatching(/^Find out whether it was carried out before you run the command again/),
    });
  },
);

it("retries a write that cannot be carried out twice, when its response is lost", async () => {
  const test = createTestHub();
  await putPhone(test, "phone-1");
  let lost = 0;
  const { code } = await test.nh(["installations", "delete", "phone-1"], {
    fetch: async (url, init) => {
      const response = await test.hub.fetch(new Request(url, init));
      if (init.method !== "DELETE" || lost > 0) return response;
      lost++;
      throw broken("ECONNRESET");
    },
  });
  expect([code, lost]).toEqual([exitCodes.ok, 1]);
});

it("has a line in docs/cli.md for each exit code, and no other", () => {
  const reference = readFileSync(fileURLToPath(new URL("../../../docs/cli.md", import.meta.url)), "utf8");
  const [, table = ""] = /\nWhat each exit code means\.\n\n```text\n([\s\S]*?)\n\n/.exec(reference) ?? [];
  const rows = Array.from(table.matchAll(/^ +(\d+) {2}(.+)$/gm), ([, code, meaning]) => [Number(code), meaning]);
  expect(rows).toEqual(exitCodeMeanings.map(([code, meaning]) => [code, meaning]));
  expect(rows.map(([code]) => code)).toEqual(Object.values(exitCodes));
});
