import { EventEmitter } from "node:events";
import type { ClientHttp2Stream } from "node:http2";
import { expect, it } from "vitest";
import { ExchangeFailure } from "./exchange-failure.js";
import { type Carrier, Http2Exchange, type Http2Response } from "./http2-exchange.js";

/** A stream whose events the test emits. */
class ScriptedStream extends EventEmitter {
  end(): void {}
  close(): void {}
}

function exchange() {
  const stream = new ScriptedStream();
  const log: string[] = [];
  const carrier: Carrier = {
    heard: () => void log.push("heard"),
    suspect: () => void log.push("suspect"),
    release: () => void log.push("release"),
    judge: () => new ExchangeFailure({ step: "push", processed: "unknown", reason: "It broke." }),
  };
  const response = new Promise<Http2Response>((resolve, reject) => {
    const own = new Http2Exchange({}, Buffer.from("{}"), { timeoutMs: 30_000, signal: undefined }, resolve, reject);
    own.run(stream as unknown as ClientHttp2Stream, carrier);
  });
  return { stream, log, response };
}

it("has its response when that is complete, before the stream closes and leaves room", async () => {
  const { stream, log, response } = exchange();
  stream.emit("response", { ":status": 200, "apns-id": "1" });
  stream.emit("data", Buffer.from('{"reason"'));
  stream.emit("data", Buffer.from(':"x"}'));
  stream.emit("end");
  expect(await response).toEqual({
    status: 200,
    headers: { ":status": 200, "apns-id": "1" },
    body: '{"reason":"x"}',
  });
  expect(log).toEqual(["heard"]);
  stream.emit("close");
  expect(log).toEqual(["heard", "release"]);
});

it("fails when the stream closes without a response", async () => {
  const { stream, log, response } = exchange();
  stream.emit("close");
  await expect(response).rejects.toThrow("It broke.");
  expect(log).toEqual(["release"]);
});
