import { connect } from "node:net";
import { createSasToken } from "@nh/auth";
import { developmentPolicy } from "@nh/hub";

/**
 * The cheapest possible client, so that the benchmark measures the hub: `hub-load <url> <send|put>
 * <connections> <milliseconds>`. Each connection has one request in flight, as with clients that do
 * not pipeline, and every request has a different body. It prints a line when it starts to measure,
 * and a line of JSON at the end.
 */
const [address = "", kind = "", connections, milliseconds] = process.argv.slice(2);
const { hostname, port, host } = new URL(address);
const authorization = await createSasToken({
  resourceUri: address,
  keyName: developmentPolicy.keyName,
  key: developmentPolicy.primaryKey,
  ttlSeconds: 3600,
});

/** A request as the strings between its numbers. Each `#` stands for a number of eight digits. */
function message(method: string, path: string, headers: readonly string[], body: string): readonly string[] {
  const lines = [
    `${method} ${path}?api-version=2020-06 HTTP/1.1`,
    `Host: ${host}`,
    `Authorization: ${authorization}`,
    ...headers,
  ];
  const length = body.replaceAll("#", "12345678").length;
  return `${lines.join("\r\n")}\r\nContent-Length: ${length}\r\n\r\n${body}`.split("#");
}

const parts =
  kind === "send"
    ? message(
        "POST",
        "/hub/messages/",
        [
          "Content-Type: application/json;charset=utf-8",
          "ServiceBusNotification-Format: apple",
          "ServiceBusNotification-Tags: ten",
        ],
        JSON.stringify({ aps: { alert: { title: "Order shipped", body: "Your order # arrives tomorrow." } } }),
      )
    : message(
        "PUT",
        "/hub/installations/i#",
        ["Content-Type: application/json"],
        JSON.stringify({
          installationId: "i#",
          platform: "apns",
          pushChannel: "A1B2C3D4#",
          tags: ["a", "b", "c", "user-#"],
        }),
      );

let nextNumber = 10_000_000;
const nextMessage = (): string => parts.join(String(nextNumber++));

/** The first byte of a status such as 200, after `HTTP/1.1 `. */
const SUCCESS = "2".charCodeAt(0);

let handled = 0;
let refused = 0;
let isRunning = true;
const latencies: number[] = [];

function lane(): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect({
      host: hostname === "localhost" ? "127.0.0.1" : hostname,
      port: Number(port),
      noDelay: true,
    });
    let began = 0;
    const sendNext = () => {
      began = performance.now();
      socket.write(nextMessage(), "latin1");
    };
    socket.once("connect", sendNext);
    // A response is short enough to arrive in one chunk.
    socket.on("data", (chunk) => {
      latencies.push(performance.now() - began);
      if (chunk[9] === SUCCESS) handled += 1;
      else refused += 1;
      if (isRunning) sendNext();
      else socket.end();
    });
    socket.once("close", () => resolve());
  });
}

const lanes = Array.from({ length: Number(connections) }, lane);
// The first seconds warm the hub up: its code is compiled while it runs.
await new Promise((resolve) => setTimeout(resolve, 3_000));
handled = 0;
latencies.length = 0;
const began = performance.now();
console.log("measuring");
await new Promise((resolve) => setTimeout(resolve, Number(milliseconds)));
const seconds = (performance.now() - began) / 1_000;
const perSecond = handled / seconds;
const sorted = latencies.sort((left, right) => left - right);
const percentile = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
console.log(JSON.stringify({ perSecond, refused, p50: percentile(0.5), p99: percentile(0.99) }));
isRunning = false;
await Promise.all(lanes);
