import { setupServer } from "msw/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createHub } from "../src/index.js";
import type { Hub } from "../src/lib/hub.js";
import { hubHandlers } from "../src/msw.js";
import { type StartedHub, startHub } from "../src/node.js";
import { type EntryPointRequest, entryPointRequests } from "./entry-point-requests.js";
import { signFor } from "./sas.js";

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** One way into a hub: its address, and what carries requests there. */
interface EntryPoint {
  readonly origin: string;
  readonly fetch: Fetch;
  /** What earlier responses contained, by name. */
  readonly remembered: Map<string, string>;
}

interface Outcome {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const hopByHop: ReadonlySet<string> = new Set(["connection", "keep-alive", "transfer-encoding"]);

/** A generator (mulberry32) that gives the hubs of all entry points the same ids. */
function seededRandom(): () => number {
  let state = 42;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Hides what differs between hubs and moments, and nothing else. */
function mask(text: string): string {
  return text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, "GUID")
    .replace(/NH-\d{17}-[0-9a-f]{32}-\d{2}/g, "NOTIFICATION")
    .replace(/\d{17,20}-\d{17,20}-\d+/g, "REGISTRATION")
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z?/g, "TIME")
    .replace(/\d{1,2}\/\d{1,2}\/\d{4} \d{1,2}:\d\d:\d\d [AP]M/g, "TIME")
    .replace(/[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT/g, "DATE");
}

async function ask(entryPoint: EntryPoint, request: EntryPointRequest): Promise<Outcome> {
  const fillIn = (text: string) =>
    text.replace(/\{(\w+)\}/g, (_all, name: string) => entryPoint.remembered.get(name) ?? "unknown");
  const headers = new Headers(
    Object.entries(request.headers ?? {}).map(([name, value]): [string, string] => [name, fillIn(value)]),
  );
  const wrong = request.token === "wrong" ? { signingKey: "b3RoZXI=" } : {};
  if (request.token !== "none") headers.set("authorization", signFor(`${entryPoint.origin}/`, wrong));
  const init: RequestInit = {
    method: request.method,
    headers,
    ...(request.body === undefined ? {} : { body: request.body }),
  };
  const response = await entryPoint.fetch(entryPoint.origin + fillIn(request.path), init);
  if (request.remember !== undefined) {
    entryPoint.remembered.set(
      request.remember,
      new URL(response.headers.get("location") ?? "").pathname.split("/")[3] ?? "",
    );
  }
  const kept = [...response.headers].filter(([name]) => !hopByHop.has(name));
  return {
    status: response.status,
    headers: Object.fromEntries(kept.map(([name, value]) => [name, mask(value)])),
    body: mask(await response.text()),
  };
}

let functionHub: Hub;
let mswHub: Hub;
let started: StartedHub;
const server = setupServer();
const entryPoints: Record<"function" | "msw" | "socket", EntryPoint | undefined> = {
  function: undefined,
  msw: undefined,
  socket: undefined,
};

beforeAll(async () => {
  started = await startHub({ random: seededRandom(), port: 0, httpsPort: false });
  // All entry points have one address, because responses depend on it: links, and what browsers
  // learn about HTTPS.
  const origin = started.url;
  functionHub = createHub({ random: seededRandom(), endpoint: origin });
  mswHub = createHub({ random: seededRandom(), endpoint: origin });
  server.use(...hubHandlers(mswHub));
  const soon = new Date(Date.now() + 3_600_000).toISOString();
  const passThrough = globalThis.fetch;
  server.listen({ onUnhandledRequest: "error" });
  entryPoints.function = {
    origin,
    fetch: (url, init) => functionHub.fetch(new Request(url, init)),
    remembered: new Map([["soon", soon]]),
  };
  entryPoints.msw = {
    origin,
    fetch: (url, init) => globalThis.fetch(url, init),
    remembered: new Map([["soon", soon]]),
  };
  // The fetch from before msw took over: a request through the socket must really use it.
  entryPoints.socket = { origin, fetch: (url, init) => passThrough(url, init), remembered: new Map([["soon", soon]]) };
});

afterAll(async () => {
  server.close();
  functionHub.close();
  mswHub.close();
  await started.close();
});

function entryPoint(name: keyof typeof entryPoints): EntryPoint {
  const found = entryPoints[name];
  if (found === undefined) throw new Error(`The entry point ${name} is not open.`);
  return found;
}

describe("the three entry points", () => {
  it.each(entryPointRequests)("$title", async (request) => {
    const viaFunction = await ask(entryPoint("function"), request);
    const viaMsw = await ask(entryPoint("msw"), request);
    const viaSocket = await ask(entryPoint("socket"), request);
    expect(viaFunction).toMatchObject({ status: request.status });
    expect(viaMsw).toEqual(viaFunction);
    expect(viaSocket).toEqual(viaFunction);
  });

  it("break the connection alike when a fault says so", async () => {
    const rule = { match: { operation: "send" }, answer: { reset: true }, count: 1 } as const;
    for (const hub of [functionHub, mswHub, started.hub]) hub.faults.add(rule);
    for (const name of ["function", "msw", "socket"] as const) {
      const { origin, fetch } = entryPoint(name);
      const headers = { authorization: signFor(`${origin}/`), "servicebusnotification-format": "apple" };
      const failure = await fetch(`${origin}/hub/messages?api-version=2020-06`, {
        method: "POST",
        headers,
        body: "{}",
      }).catch((error) => error);
      expect(failure, name).toBeInstanceOf(TypeError);
    }
  });

  it("cut off a response alike when a fault says so", async () => {
    const rule = { match: { operation: "getInstallation" }, answer: { truncate: true }, count: 1 } as const;
    for (const hub of [functionHub, mswHub, started.hub]) hub.faults.add(rule);
    for (const name of ["function", "msw", "socket"] as const) {
      const { origin, fetch } = entryPoint(name);
      const headers = { authorization: signFor(`${origin}/`) };
      const body = '{"installationId":"cut","platform":"apns","pushChannel":"A1B2C3D4"}';
      const target = `${origin}/hub/installations/cut?api-version=2020-06`;
      expect(
        (await fetch(target, { method: "PUT", headers: { ...headers, "content-type": "application/json" }, body }))
          .status,
      ).toBe(200);
      const response = await fetch(target, { headers });
      expect(response.status, name).toBe(200);
      await expect(response.text(), name).rejects.toBeInstanceOf(TypeError);
    }
  });
});
