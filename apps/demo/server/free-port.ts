import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** The number of ports to try. */
const ATTEMPTS = 50;

/**
 * Listens on a port of the loopback interface, or on the next free one, and returns it. 0 means
 * any.
 */
export async function listenOnFreePort(server: Server, port: number): Promise<number> {
  for (let candidate = port; ; candidate++) {
    try {
      await listen(server, candidate);
      return (server.address() as AddressInfo).port;
    } catch (error) {
      const busy = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
      if (!busy || candidate >= Math.min(port + ATTEMPTS, 65_535)) throw error;
    }
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
}
