import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type StartedHub, startHub } from "@nh/hub/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sampleLanguages } from "../src/web/activity/code/samples.js";
import type { SendSample } from "../src/web/activity/code/send-sample.js";
import { cli, has, withNh } from "./commands.js";

const run = promisify(execFile);
// Beside the sources, so that what the samples import is found.
const folder = fileURLToPath(new URL("./.samples/", import.meta.url));
const bin = mkdtempSync(join(tmpdir(), "nh-samples-"));
let hub: StartedHub;

/**
 * What is hard to quote: quotes of every kind, a backslash, a dollar, line breaks and letters
 * beyond ASCII.
 */
const hostile = `It's "12" \`\${x}\` $HOME \\n é 日本\n`;
const sends: readonly [string, Omit<SendSample, "origin">][] = [
  [
    "to everyone",
    {
      hub: "shop",
      platform: "apple",
      contentType: "application/json;charset=utf-8",
      headers: { "apns-push-type": "alert", "apns-priority": "5" },
      body: JSON.stringify({ aps: { alert: hostile } }, null, 2),
      audience: undefined,
      handle: undefined,
      test: false,
    },
  ],
  [
    "to an expression",
    {
      hub: "shop",
      platform: "apple",
      contentType: "application/json;charset=utf-8",
      headers: {},
      body: '{"aps":{"alert":"x"}}',
      audience: "(sports || it) && !$UserId:{o_neil}",
      handle: undefined,
      test: true,
    },
  ],
  [
    "through templates",
    {
      hub: "shop",
      platform: "template",
      contentType: "application/json;charset=utf-8",
      headers: {},
      body: '{"greeting_en":"Hello"}',
      audience: "$UserId:{lena}",
      handle: undefined,
      test: false,
    },
  ],
];

beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  hub = await startHub({ hubs: ["shop"], port: 0, httpsPort: false });
});

afterAll(async () => {
  await hub?.close();
  for (const path of [folder, bin]) rmSync(path, { recursive: true, force: true });
});

const write = (language: string, sample: Omit<SendSample, "origin">): string => {
  const found = sampleLanguages.find(({ id }) => id === language);
  if (found === undefined) throw new TypeError(`There is no sample in ${language}.`);
  return found.write({ ...sample, origin: hub.url });
};
const environment = () => ({ ...withNh(bin), NH_CONNECTION_STRING: hub.connectionString, NH_HUB: "shop" });

/** The one request that the hub has seen since, with what makes it this send. */
function expectSent(sample: Omit<SendSample, "origin">): void {
  const [request, ...others] = hub.hub.requests.list();
  expect(others).toEqual([]);
  expect(request?.status).toBe(201);
  expect(JSON.parse(request?.requestBody ?? "")).toEqual(JSON.parse(sample.body));
  expect(request?.requestHeaders["servicebusnotification-format"]).toBe(sample.platform);
  expect(request?.requestHeaders["servicebusnotification-tags"]).toBe(sample.audience);
  expect(new URL(request?.url ?? "").searchParams.has("test")).toBe(sample.test);
  for (const [name, value] of Object.entries(sample.headers)) expect(request?.requestHeaders[name]).toBe(value);
  hub.hub.requests.clear();
}

describe.each(sends)("a send %s", (name, sample) => {
  it("is the same in TypeScript", async () => {
    const file = join(folder, `${name.replaceAll(" ", "-")}.ts`);
    writeFileSync(file, write("typescript", sample));
    const before = process.env.NH_CONNECTION_STRING;
    process.env.NH_CONNECTION_STRING = hub.connectionString;
    try {
      await import(/* @vite-ignore */ file);
    } finally {
      if (before === undefined) delete process.env.NH_CONNECTION_STRING;
      else process.env.NH_CONNECTION_STRING = before;
    }
    expectSent(sample);
  });

  it.skipIf(!existsSync(cli))("is the same with nh", async () => {
    await run("sh", ["-c", write("nh", sample)], { env: environment() });
    expectSent(sample);
  });

  it.skipIf(!existsSync(cli) || !has.curl)("is the same with curl, signed by nh", async () => {
    const { stdout } = await run("sh", ["-c", write("curl", sample)], { env: environment() });
    expect(stdout).toContain(" 201");
    expectSent(sample);
  });

  it.skipIf(!has.python)("is the same in Python", async () => {
    const { stdout } = await run("python3", ["-c", write("python", sample)], { env: environment() });
    expect(stdout).toMatch(/^201 /);
    expectSent(sample);
  });

  it.skipIf(!has.javac)("compiles in Java", async () => {
    const file = join(bin, "Send.java");
    writeFileSync(file, write("java", sample));
    await run("javac", ["-Xlint:all", "-Werror", "-d", bin, file]);
  });

  it.skipIf(!has.dotnet)("compiles in C#", async () => {
    const project = join(bin, `csharp-${name.replaceAll(" ", "-")}`);
    await run("dotnet", ["new", "console", "--output", project]);
    writeFileSync(join(project, "Program.cs"), write("csharp", sample));
    await run("dotnet", ["build", project]);
  });
});

it.skipIf(existsSync(cli))("skips the commands of nh because apps/cli/dist is not built", () => {
  expect(existsSync(cli)).toBe(false);
});

// A file that registers tests of its own, as it would in somebody's project.
mkdirSync(folder, { recursive: true });
for (const [name, sample] of sends) {
  const file = join(folder, `${name.replaceAll(" ", "-")}.vitest.ts`);
  const found = sampleLanguages.find(({ id }) => id === "test");
  writeFileSync(file, found?.write({ ...sample, origin: "http://localhost" }) ?? "");
  await import(/* @vite-ignore */ file);
}
