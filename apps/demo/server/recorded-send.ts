import { randomUUID } from "node:crypto";
import type { Audience, SendResult } from "@nh/client";
import type { Delivery } from "@nh/hub";
import type { Notification } from "@nh/payloads";
import type { Exchange, SendProblem } from "../compose/protocol.js";
import type { DemoHub } from "./demo-hub.js";

/** What to send. The notification is composed inside, so that a refused payload is recorded too. */
export interface SendToRecord {
  readonly title: string;
  readonly compose: () => Notification;
  readonly audience: () => Audience;
  readonly test?: boolean | undefined;
}

/** A send and everything that is known about it. */
export interface RecordedSend {
  readonly exchange: Exchange;
  readonly deliveries: readonly Delivery[];
  readonly result?: SendResult | undefined;
  /** What the library threw. */
  readonly error?: unknown;
}

/** Sends over HTTP, and keeps the exchange for the page as the library's dump shows it. */
export async function recordedSend(demo: DemoHub, send: SendToRecord): Promise<RecordedSend> {
  const dumped: string[] = [];
  // Each send has its own client, so that its dump holds no other send while the page sends
  // several.
  const client = demo.connect({ dump: (text) => dumped.push(text) });
  const before = demo.hub.deliveries.list({ limit: 1, order: "newest" })[0]?.id;
  let result: SendResult | undefined;
  let error: unknown;
  try {
    result = await client.send(send.compose(), send.audience(), { test: send.test });
  } catch (thrown) {
    error = thrown;
  } finally {
    await client.close();
  }
  const deliveries = result === undefined ? [] : deliveriesOf(demo, result, before);
  const response = dumped.findLast(isResponse);
  const exchange: Exchange = {
    id: randomUUID(),
    title: send.title,
    at: new Date(demo.hub.clock.now()).toISOString(),
    request: dumped.findLast((text) => !isResponse(text)),
    response,
    status: response === undefined ? undefined : Number(response.slice(5, 8)),
    error: error === undefined ? undefined : problemOf(error),
    reached: new Set(deliveries.map(({ platform, handle }) => `${platform} ${handle}`)).size,
  };
  demo.remember(exchange);
  return { exchange, deliveries, result, error };
}

function deliveriesOf(demo: DemoHub, { notificationId }: SendResult, after: string | undefined): Delivery[] {
  return demo.hub.deliveries.list({ notificationId, after, hub: demo.hubName, limit: 1000 });
}

/** The dump writes requests and responses in turn. A response starts with its status. */
function isResponse(text: string): boolean {
  return /^HTTP \d{3}/.test(text);
}

function problemOf(error: unknown): SendProblem {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) };
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  return { name: error.name, code, message: error.message };
}
