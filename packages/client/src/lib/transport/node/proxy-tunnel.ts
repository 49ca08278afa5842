import type { Duplex } from "node:stream";
import type { ConnectionOptions } from "node:tls";
import { markNeverSent } from "../failures.js";
import type { ProxyAddress } from "./proxy.js";

/**
 * How an agent of Node opens a connection: it is returned, or passed to the callback once it is
 * there.
 */
type OpenConnection = (
  options: ConnectionOptions,
  callback: (error: Error | null, connection?: Duplex) => void,
) => Duplex | null | undefined;

/**
 * Inactivity after which a proxy is given up. The time limit of the request itself is usually
 * shorter.
 */
const CONNECT_TIMEOUT_MS = 30_000;

/**
 * Opens connections through a proxy's CONNECT tunnel; TLS runs inside it, from here to the service.
 */
export function tunnelThrough(proxy: ProxyAddress): OpenConnection {
  return (options, callback) => {
    const target = `${options.host}:${options.port}`;
    const fail = (reason: string, cause?: Error): void => {
      callback(markNeverSent(new Error(`The proxy ${proxy.hostname}:${proxy.port} ${reason}`, { cause })));
    };
    const authorization = proxy.authorization === undefined ? {} : { "Proxy-Authorization": proxy.authorization };
    const { request } = process.getBuiltinModule(proxy.protocol === "https:" ? "node:https" : "node:http");
    const connect = request({
      host: proxy.hostname,
      port: proxy.port,
      method: "CONNECT",
      path: target,
      headers: { Host: target, ...authorization },
      agent: false,
      timeout: CONNECT_TIMEOUT_MS,
    });
    // The request that waits for the tunnel has a timer of its own; once it has given up, nobody
    // waits for the proxy.
    connect.once("socket", (socket) => socket.unref());
    connect.once("timeout", () => connect.destroy(new Error("no response to CONNECT")));
    connect.once("error", (cause) => fail(`cannot be used: ${cause.message}`, cause));
    connect.once("connect", (response, socket) => {
      if (response.statusCode !== 200) {
        socket.destroy();
        fail(`refused the connection with ${response.statusCode}`);
        return;
      }
      socket.setTimeout(0);
      socket.ref();
      const tls = process.getBuiltinModule("node:tls");
      const secured = tls.connect({ ...options, socket, servername: options.servername ?? options.host ?? "" });
      callback(null, secured);
    });
    connect.end();
    return undefined;
  };
}
