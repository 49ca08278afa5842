import { createHub, type Hub, type HubOptions } from "@nh/hub";
import { createTestIo, type RunResult, runCli, type TestIoOptions } from "./test-io.js";

export interface TestHub {
  readonly hub: Hub;
  /** Runs one command line against this hub. */
  readonly nh: (words: readonly string[], options?: TestIoOptions) => Promise<RunResult>;
  /** The options of a world that reaches it. */
  readonly world: Pick<TestIoOptions, "env" | "fetch" | "now">;
}

/** The time in every test, so that tokens, schedules and dates are the same in each run. */
export const testNow = Date.parse("2031-05-06T07:08:09Z");

/** A hub in this process that the command line reaches through the seam for HTTP. */
export function createTestHub(options: HubOptions = {}): TestHub {
  const hub = createHub({ endpoint: "http://localhost:7447/", now: () => testNow, ...options });
  const world = {
    env: { NH_CONNECTION_STRING: hub.connectionString, NH_HUB: "demo" },
    fetch: (url: string, init: RequestInit) => hub.fetch(new Request(url, init)),
    now: () => testNow,
  };
  return { hub, world, nh: (words, more = {}) => runCli(words, createTestIo({ ...world, ...more })) };
}

/** Puts an iPhone with tags into the hub. */
export async function putPhone({ nh }: TestHub, id = "phone-1", ...words: string[]): Promise<void> {
  const { code, err } = await nh([
    "installations",
    "put",
    id,
    "--platform",
    "apns",
    "--channel",
    handleOf(id),
    ...words,
  ]);
  if (code !== 0) throw new Error(err);
}

/** A token as APNs issues them. */
export const handleOf = (id: string) => Buffer.from(id.padEnd(32, "-")).toString("hex").toUpperCase();
