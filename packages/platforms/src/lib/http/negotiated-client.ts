import { connect } from "node:tls";
import { describeFailure } from "./describe-failure.js";
import { ExchangeFailure } from "./exchange-failure.js";
import { asPem, createHttpClient, type HttpClient, type HttpRequest, type HttpResponse } from "./http-client.js";
import { Http2Client } from "./http2-client.js";
import { defaultPingTimes } from "./http2-session.js";
import type { Target } from "./origin.js";
import type { Wait } from "./wait.js";
import { within } from "./within.js";

/** How long it may take to find out which protocol a server speaks. Milliseconds. */
const NEGOTIATION_TIMEOUT_MS = 15_000;

/**
 * Posts to one server over HTTP/2 when the server offers it, and else over HTTP/1.1, as behind a
 * proxy that inspects TLS. HTTP/2 takes one connection, and its streams say whether the server
 * processed a request. Without TLS there is no negotiation, so it is HTTP/1.1.
 */
export function createNegotiatedClient(server: Target, ca: string | Uint8Array | undefined): HttpClient {
  const trusted = ca === undefined ? {} : { ca: asPem(ca) };
  const http1 = createHttpClient(ca);
  let http2: Http2Client | undefined;
  let negotiation: Promise<boolean> | undefined;

  async function post(request: HttpRequest, wait: Wait): Promise<HttpResponse> {
    negotiation ??= offersHttp2(server, trusted).catch((error) => {
      negotiation = undefined; // the next request asks again
      throw error;
    });
    if (!(await within(negotiation, wait, "connect", "No connection was made"))) return http1.post(request, wait);
    http2 ??= new Http2Client(server.text, trusted, defaultPingTimes);
    const { target, headers, body } = request;
    return http2.post({ ":method": "POST", ":path": target.path, ...headers }, Buffer.from(body), wait);
  }

  return {
    post: server.secure ? post : http1.post,
    close() {
      http1.close();
      http2?.close();
    },
  };
}

/** Whether a server chooses HTTP/2 in the TLS handshake. */
function offersHttp2({ host, port }: Target, trusted: { ca?: string | Buffer }): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string, cause?: Error): void => {
      socket.destroy();
      reject(new ExchangeFailure({ step: "connect", processed: "never", reason, cause }));
    };
    const socket = connect({ host, port, servername: host, ALPNProtocols: ["h2", "http/1.1"], ...trusted });
    socket.setTimeout(NEGOTIATION_TIMEOUT_MS, () => fail("The TLS handshake took too long."));
    socket.on("error", (error) => fail(describeFailure(error), error));
    socket.on("secureConnect", () => {
      resolve(socket.alpnProtocol === "h2");
      socket.destroy();
    });
  });
}
