import type { Audience, SendResult } from "@nh/client";
import type { Delivery } from "@nh/hub";
import type { Notification } from "@nh/payloads";
import type { DemoHub } from "./demo-hub.js";

/** What to send. The notification is composed inside, so that a refused payload is recorded too. */
export interface SendToRecord {
  readonly compose: () => Notification;
  readonly audience: () => Audience;
  readonly test?: boolean | undefined;
}

/** One send as it went over the wire, with the signature masked. */
export interface Exchange {
  /** Absent when the library refused the notification before sending it. */
  readonly request?: string | undefined;
  readonly response?: string | undefined;
  readonly status?: number | undefined;
  readonly error?: SendProblem | undefined;
}

/** Why a send failed, in the words of the library. */
export interface SendProblem {
  readonly name: string;
  readonly code?: string | undefined;
  readonly message: string;
}

/** A send and everything that is known about it. */
export interface RecordedSend {
  readonly exchange: Exchange;
  readonly deliveries: readonly Delivery[];
  readonly result?: SendResult | undefined;
  /** What the library threw. */
  readonly error?: unknown;
}

/** Sends over HTTP, and keeps the exchange as the library's dump shows it. */
export async function recordedSend(demo: DemoHub, send: SendToRecord): Promise<RecordedSend> {
  const dumped: string[] = [];
  // Each send has its own client, so that its dump holds no other send.
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
    request: dumped.findLast((text) => !isResponse(text)),
    response,
    status: response === undefined ? undefined : Number(response.slice(5, 8)),
    error: error === undefined ? undefined : problemOf(error),
  };
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
