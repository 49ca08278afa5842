import { createServer, type Socket } from "node:net";

/**
 * The cheapest possible server, so that the benchmark measures the client. It responds to every
 * request as the service responds to a send, and does nothing else. It runs in its own process and
 * prints its port.
 */
const response = Buffer.from(
  [
    "HTTP/1.1 201 Created",
    "Content-Length: 0",
    "Date: Sat, 01 Mar 2025 00:00:00 GMT",
    "Server: Kestrel",
    "Location: https://contoso.servicebus.windows.net/hub/messages/NH-20250301000000000-0123456789abcdef0123456789abcdef-07?api-version=2020-06",
    "Strict-Transport-Security: max-age=2592000",
    "TrackingId: 6a0c5f0e-54c1-4a3b-8f6e-2f4f6a7b8c9d",
    "x-ms-correlation-request-id: 91d24f0e-54c1-4a3b-8f6e-2f4f6a7b8c9d",
    "X-Powered-By: Azure Notification Hubs",
    "",
    "",
  ].join("\r\n"),
);

function serve(socket: Socket): void {
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

const server = createServer(serve).listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address === "object") console.log(address.port);
});
