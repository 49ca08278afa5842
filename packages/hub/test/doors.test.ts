import { setupServer } from "msw/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createHub } from "../src/index.js";
import type { Hub } from "../src/lib/hub.js";
import { hubHandlers } from "../src/msw.js";
import { type StartedHub, startHub } from "../src/node.js";
import { type DoorRequest, doorRequests } from "./door-requests.js";
import { signFor } from "./sas.js";

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** One way into a hub: where it is, and what carries requests there. */
interface Door {
  readonly origin: string;
  readonly fetch: Fetch;
  /** What earlier answers gave, by name. */
  readonly remembered: Map<string, string>;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const hopByHop: ReadonlySet<string> = new Set(["connection", "keep-alive", "transfer-encoding"]);

/** A generator (mulberry32) that gives the hubs behind the doors the same ids. */
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

async function ask(door: Door, request: DoorRequest): Promise<Answer> {
  const fillIn = (text: string) =>
    text.replace(/\{(\w+)\}/g, (_all, name: string) => door.remembered.get(name) ?? "unknown");
  const headers = new Headers(
    Object.entries(request.headers ?? {}).map(([name, value]): [string, string] => [name, fillIn(value)]),
  );
  const wrong = request.token === "wrong" ? { signingKey: "b3RoZXI=" } : {};
  if (request.token !== "none") headers.set("authorization", signFor(`${door.origin}/`, wrong));
  const init: RequestInit = {
    method: request.method,
    headers,
    ...(request.body === undefined ? {} : { body: request.body }),
  };
  const response = await door.fetch(door.origin + fillIn(request.path), init);
  if (request.remember !== undefined) {
    door.remembered.set(request.remember, new URL(response.headers.get("location") ?? "").pathname.split("/")[3] ?? "");
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
const doors: Record<"function" | "msw" | "socket", Door | undefined> = {
  function: undefined,
  msw: undefined,
  socket: undefined,
};

beforeAll(async () => {
  started = await startHub({ random: seededRandom(), port: 0, httpsPort: false });
  // All doors have one address, since answers depend on it: links, and what browsers are told about HTTPS.
  const origin = started.url;
  functionHub = createHub({ random: seededRandom(), endpoint: origin });
  mswHub = createHub({ random: seededRandom(), endpoint: origin });
  server.use(...hubHandlers(mswHub));
  const soon = new Date(Date.now() + 3_600_000).toISOString();
  const passThrough = globalThis.fetch;
  server.listen({ onUnhandledRequest: "error" });
  doors.function = {
    origin,
    fetch: (url, init) => functionHub.fetch(new Request(url, init)),
    remembered: new Map([["soon", soon]]),
  };
  doors.msw = { origin, fetch: (url, init) => globalThis.fetch(url, init), remembered: new Map([["soon", soon]]) };
  // The fetch from before msw took over: a request through the socket must really go through it.
  doors.socket = { origin, fetch: (url, init) => passThrough(url, init), remembered: new Map([["soon", soon]]) };
});

afterAll(async () => {
  server.close();
  functionHub.close();
  mswHub.close();
  await started.close();
});

function door(name: keyof typeof doors): Door {
  const found = doors[name];
  if (found === undefined) throw new Error(`The door ${name} is not open.`);
  return found;
}

describe("the three doors", () => {
  it.each(doorRequests)("$title", async (request) => {
    const viaFunction = await ask(door("function"), request);
    const viaMsw = await ask(door("msw"), request);
    const viaSocket = await ask(door("socket"), request);
    expect(viaFunction).toMatchObject({ status: request.status });
    expect(viaMsw).toEqual(viaFunction);
    expect(viaSocket).toEqual(viaFunction);
  });

  it("break the connection alike when a fault says so", async () => {
    const rule = { match: { operation: "send" }, answer: { reset: true }, count: 1 } as const;
    for (const hub of [functionHub, mswHub, started.hub]) hub.faults.add(rule);
    for (const name of ["function", "msw", "socket"] as const) {
      const { origin, fetch } = door(name);
      const headers = { authorization: signFor(`${origin}/`), "servicebusnotification-format": "apple" };
      const failure = await fetch(`${origin}/hub/messages?api-version=2020-06`, {
        method: "POST",
        headers,
        body: "{}",
      }).catch((error) => error);
      expect(failure, name).toBeInstanceOf(TypeError);
    }
  });

  it("cut an answer off alike when a fault says so", async () => {
    const rule = { match: { operation: "getInstallation" }, answer: { truncate: true }, count: 1 } as const;
    for (const hub of [functionHub, mswHub, started.hub]) hub.faults.add(rule);
    for (const name of ["function", "msw", "socket"] as const) {
      const { origin, fetch } = door(name);
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
