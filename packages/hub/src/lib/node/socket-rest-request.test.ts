import { connect } from "node:net";
import { createSasToken } from "@nh/auth";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { developmentPolicy } from "../options.js";
import { joinHeaders } from "./socket-rest-request.js";
import { type StartedHub, startHub } from "./start-hub.js";

let started: StartedHub;
let port: number;
let authorization: string;

beforeAll(async () => {
  started = await startHub({ port: 0, httpsPort: false });
  port = Number(new URL(started.url).port);
  const { keyName, primaryKey: key } = developmentPolicy;
  authorization = await createSasToken({ resourceUri: started.url, keyName, key });
});

beforeEach(() => started.hub.reset());

afterAll(() => started.close());

/** Sends raw bytes and returns everything that comes back until the connection closes. */
function speak(text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    let received = "";
    socket.setEncoding("latin1").on("data", (chunk) => {
      received += chunk;
    });
    socket.on("error", () => {});
    socket.once("close", () => resolve(received));
    socket.write(text, "latin1");
  });
}

const head = (line: string, ...more: string[]) =>
  [`${line} HTTP/1.1`, `Host: localhost:${port}`, `Authorization: ${authorization}`, ...more, "", ""].join("\r\n");
const SEND = "POST /hub/messages/?api-version=2020-06";
const FORMAT = "ServiceBusNotification-Format: gcm";

describe("a request to the REST API over a socket", () => {
  it("gets the headers in the service's spelling, and is logged as it came", async () => {
    const body = '{"data":{"m":"\u00fc"}}';
    const received = await speak(
      `${head(SEND, FORMAT, `Content-Length: ${body.length}`, "X-Twice: 1", "X-Twice: 2", "Connection: close")}${body}`,
    );
    expect(received).toMatch(/^HTTP\/1\.1 201 Created\r\n/);
    for (const name of ["Date", "Server", "TrackingId", "x-ms-correlation-request-id", "X-Powered-By", "Location"]) {
      expect(received).toContain(`\r\n${name}: `);
    }
    expect(received).toContain("\r\nContent-Length: 0\r\n");
    const [record] = started.hub.requests.list();
    expect(record).toMatchObject({
      method: "POST",
      operation: "send",
      status: 201,
      requestBody: '{"data":{"m":"\ufffd"}}',
    });
    expect(record?.requestHeaders).toMatchObject({ "x-twice": "1, 2", "servicebusnotification-format": "gcm" });
    expect(JSON.stringify(record)).not.toContain(
      encodeURIComponent(authorization.split("sig=")[1]?.split("&")[0] ?? ""),
    );
  });

  it("may carry its body in chunks", async () => {
    const chunks = '8\r\n{"data":\r\n3\r\n{}}\r\n0\r\n\r\n';
    const received = await speak(head(SEND, FORMAT, "Transfer-Encoding: chunked", "Connection: close") + chunks);
    expect(received).toContain(" 201 Created");
    expect(started.hub.requests.list()[0]?.requestBody).toBe('{"data":{}}');
  });

  it("whose body exceeds 64 KB gets a 413, and the next request on the connection is served", async () => {
    const chunk = `10000\r\n${"x".repeat(65_536)}\r\n`;
    const next = head("GET /hub/registrations?api-version=2020-06", "Connection: close");
    const chunked = await speak(
      `${head(SEND, FORMAT, "Transfer-Encoding: chunked")}${chunk.repeat(3)}0\r\n\r\n${next}`,
    );
    expect(chunked.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 413", "HTTP/1.1 200"]);
    const declared = await speak(`${head(SEND, FORMAT, "Content-Length: 65537")}${"x".repeat(65_537)}${next}`);
    expect(declared.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 413", "HTTP/1.1 200"]);
  });

  it("that declares too long a body gets a 413 even where nobody reads the body", async () => {
    const line = "POST /hub/registrationIDs/?api-version=2020-06";
    const received = await speak(head(line, "Content-Length: 70000", "Connection: close") + "x".repeat(70_000));
    expect(received).toMatch(/^HTTP\/1\.1 413 /);
  });

  it("is dropped when its client goes away in the middle of the body", async () => {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => {});
    socket.write(`${head(SEND, FORMAT, "Content-Length: 100")}half`);
    await expect.poll(() => socket.bytesWritten).toBeGreaterThan(100);
    socket.destroy();
    const received = await speak(head("GET /hub/registrations?api-version=2020-06", "Connection: close"));
    expect(received).toContain(" 200 OK");
    expect(started.hub.deliveries.list()).toEqual([]);
  });

  it("that only reads is abandoned when its client goes away during a delay", async () => {
    started.hub.faults.add({ answer: { delayMs: 60_000 }, count: 1 });
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => {});
    socket.write(head("GET /hub/registrations?api-version=2020-06"));
    await expect.poll(() => started.hub.faults.list()).toEqual([]);
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(started.hub.requests.list()).toEqual([]);
  });

  it("that writes is carried out even when its client goes away during a delay", async () => {
    started.hub.faults.add({ match: { operation: "putInstallation" }, answer: { delayMs: 50 }, count: 1 });
    const body = '{"installationId":"a","platform":"gcm","pushChannel":"x"}';
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => {});
    socket.write(head("PUT /hub/installations/a?api-version=2020-06", `Content-Length: ${body.length}`) + body);
    await expect.poll(() => started.hub.faults.list()).toEqual([]);
    socket.destroy();
    await expect.poll(() => started.hub.devices.list().length).toBe(1);
  });

  it("can meet faults that break its connection", async () => {
    started.hub.faults.add({ answer: { reset: true }, count: 1 });
    const read = head("GET /hub/feedbackcontainer?api-version=2020-06", "Connection: close");
    expect(await speak(read)).toBe("");
    started.hub.faults.add({ answer: { truncate: true }, count: 1 });
    const cut = await speak(read);
    const [headers = "", body = ""] = cut.split("\r\n\r\n");
    const promised = Number(/content-length: (\d+)/i.exec(headers)?.[1]);
    expect(body.length).toBeLessThan(promised);
  });
});

it("joins header lines as Headers does", () => {
  expect(joinHeaders(["A", "1", "b", "2", "a", "3", "Cookie", "x=1", "cookie", "y=2"])).toEqual([
    "a",
    "1, 3",
    "b",
    "2",
    "cookie",
    "x=1; y=2",
  ]);
});
