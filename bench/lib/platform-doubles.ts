import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import http2 from "node:http2";
import type { AddressInfo, Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import tls, { type TLSSocket } from "node:tls";
import { generate } from "selfsigned";

/**
 * The cheapest doubles of push services over TLS, so that what is measured is the client. Run in a
 * process of its own; it prints its ports and where its certificate is, as a line of JSON.
 */
const { cert, private: key } = await generate([{ name: "commonName", value: "localhost" }], {
  algorithm: "sha256",
  keyType: "ec",
  curve: "P-256",
  extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: "localhost" }] }],
});
const folder = mkdtempSync(join(tmpdir(), "nh-bench-"));
const certificatePath = join(folder, "localhost.crt");
writeFileSync(certificatePath, cert);
process.on("SIGTERM", () => {
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});

/** APNs: 200 without a body for every push. */
const apns = http2.createSecureServer({ cert, key, settings: { maxConcurrentStreams: 1000 } });
apns.on("stream", (stream) => {
  stream.on("error", () => undefined).resume();
  stream.respond({ ":status": 200, "apns-id": "3D5A9B0E-7C1F-4B8A-9E2D-6F4C8A1B0E7D" }, { endStream: true });
});

/**
 * FCM, its token server and Web Push in one: one response fits all of them. Speaks HTTP/2 with
 * clients that offer it.
 */
const json = JSON.stringify({ name: "projects/shop/messages/1", access_token: "token", expires_in: 3600 });
const head = [
  "HTTP/1.1 200 OK",
  "Content-Type: application/json",
  "Location: /message/1",
  `Content-Length: ${json.length}`,
];
const response = Buffer.from([...head, "", json].join("\r\n"));
const overHttp2 = http2.createServer({ settings: { maxConcurrentStreams: 1000 } });
overHttp2.on("stream", (stream) => {
  stream.on("error", () => undefined).resume();
  stream.respond({ ":status": 200, "content-type": "application/json" });
  stream.end(json);
});
const http = tls.createServer({ cert, key, ALPNProtocols: ["h2", "http/1.1"] }, (socket) => {
  if (socket.alpnProtocol === "h2") overHttp2.emit("connection", socket);
  else serve(socket);
});

function serve(socket: TLSSocket): void {
  let pending: Buffer = Buffer.alloc(0);
  socket.setNoDelay(true);
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk: Buffer) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    for (;;) {
      const headEnd = pending.indexOf("\r\n\r\n");
      if (headEnd < 0) return;
      const length = /content-length: *(\d+)/i.exec(pending.toString("latin1", 0, headEnd))?.[1] ?? "0";
      const end = headEnd + 4 + Number(length);
      if (pending.length < end) return;
      pending = pending.subarray(end);
      socket.write(response);
    }
  });
}

async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

console.log(JSON.stringify({ apnsPort: await listen(apns), httpPort: await listen(http), certificatePath }));
