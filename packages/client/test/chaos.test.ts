import { apple } from "@nh/payloads";
import { expect, it } from "vitest";
import { everyone, isCallFailure, NotificationHubClient } from "../src/index.js";
import { undiciFetch } from "../src/undici.js";
import { startChaosServer } from "./chaos-server.js";

// `pnpm chaos` makes 50,000 sends, an ordinary run of the tests 900: a third over each transport.
const total = Number(process.env.NH_CHAOS_SENDS ?? 900);
const seed = Number(process.env.NH_CHAOS_SEED ?? Date.now() % 2 ** 31);
const IN_FLIGHT = 32;
const timeLimit = 60_000 + total * 20;

/** A random number generator that a seed repeats (mulberry32). */
function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What a caller knows of a send. */
type Knowledge = "sent" | "not sent" | "unknown";

async function sendOnce(client: NotificationHubClient, word: string): Promise<Knowledge> {
  try {
    await client.send(apple({ alert: word }), everyone());
    return "sent";
  } catch (error) {
    if (!isCallFailure(error)) throw error;
    return error.mayHaveBeenSent ? "unknown" : "not sent";
  }
}

it.each([
  ["node:http", () => undefined],
  ["undici", () => undiciFetch()],
  ["the global fetch", () => globalThis.fetch],
])(
  "never pushes twice over %s, and knows what it sent, whatever the server does",
  async (_name, create) => {
    const server = await startChaosServer(randomFrom(seed));
    const client = new NotificationHubClient(server.connectionString, "hub", {
      fetch: create(),
      retry: { baseDelayMs: 1, maxDelayMs: 2 },
      timeoutMs: 20_000,
    });
    const known = new Map<string, Knowledge>();
    const words = Array.from({ length: Math.ceil(total / 3) }, (_, index) => `send-${index}`).values();
    const lane = async (): Promise<void> => {
      for (const word of words) known.set(word, await sendOnce(client, word));
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
    await client.close();
    await server.close();

    const pushed = (word: string): number => server.pushes.get(word) ?? 0;
    const wrong = [...known].filter(
      ([word, knowledge]) =>
        pushed(word) > 1 ||
        (knowledge === "sent" && pushed(word) !== 1) ||
        (knowledge === "not sent" && pushed(word) > 0),
    );
    expect(
      wrong.map(([word, knowledge]) => ({ word, knowledge, pushes: pushed(word) })),
      `NH_CHAOS_SEED=${seed}`,
    ).toEqual([]);
    // The run was chaotic: every outcome occurred, and so did everything that the server does.
    expect(new Set(known.values())).toEqual(new Set(["sent", "not sent", "unknown"]));
    expect(server.done.size).toBeGreaterThan(15);
  },
  timeLimit,
);
