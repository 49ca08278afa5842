import { generateKeyPairSync, randomUUID } from "node:crypto";
import { once } from "node:events";
import http2 from "node:http2";
import type { AddressInfo, Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { TestCertificate } from "./certificate.js";
import { verifyJwt } from "./jwt.js";

/** A push that the double carried out. */
export interface ApnsPush {
  readonly token: string;
  readonly headers: http2.IncomingHttpHeaders;
  readonly body: unknown;
}

/**
 * What the double does with one request in place of what it should:
 * - a reply of its own;
 * - `refuse`: refuses the stream before it looks at it;
 * - `reset`: resets the stream once the body is there;
 * - `hang`: never responds;
 * - `drop`: breaks the connection once the body is there;
 * - `leave`: says GOAWAY and does not process this stream or a later one; earlier ones get their
 *   response;
 * - `finish`: says GOAWAY, and processes this stream and earlier ones;
 * - `fail`: says GOAWAY with an error, which ends the connection.
 */
export type ApnsMisbehavior = ApnsReply | "refuse" | "reset" | "hang" | "drop" | "leave" | "finish" | "fail";

export interface ApnsReply {
  readonly status: number;
  readonly reason?: string | undefined;
  readonly timestamp?: number | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** In place of the JSON of reason and timestamp. */
  readonly body?: string | undefined;
}

export interface ApnsDoubleOptions {
  /** With one it speaks TLS and takes certificates; without, HTTP/2 without TLS. */
  readonly certificate?: TestCertificate | undefined;
  /** Streams it allows at once. Default 100. */
  readonly streams?: number | undefined;
  /** Streams it allows before the first valid push. Default: as many. */
  readonly streamsAtFirst?: number | undefined;
  /** Milliseconds before each response. Default 0. */
  readonly delayMs?: number | undefined;
  readonly now?: (() => number) | undefined;
}

/** A double of APNs. */
export interface ApnsDouble {
  readonly url: string;
  readonly credential: {
    readonly key: string;
    readonly keyId: string;
    readonly teamId: string;
    readonly bundleId: string;
  };
  /** What was carried out, in order. */
  readonly pushed: ApnsPush[];
  /** Connections that were made, and those that are open. */
  readonly sessions: http2.ServerHttp2Session[];
  readonly openSessions: Set<http2.ServerHttp2Session>;
  /** The most streams that were open at once on one connection. */
  mostStreams: number;
  /** The provider tokens that were used. */
  readonly providerTokens: Set<string>;
  /** How many pings came. */
  pings: number;
  next(...misbehaviors: ApnsMisbehavior[]): void;
  /** What a device gets whenever it is pushed to. */
  always(token: string, reply: ApnsMisbehavior): void;
  close(): Promise<void>;
}

const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const keyId = "ABC1234567";
const teamId = "DEF1234567";
const bundleId = "com.example.shop";

const endings: Readonly<Record<string, string>> = {
  alert: "",
  background: "",
  complication: ".complication",
  controls: ".push-type.controls",
  fileprovider: ".pushkit.fileprovider",
  liveactivity: ".push-type.liveactivity",
  location: ".location-query",
  mdm: "",
  pushtotalk: ".voip-ptt",
  voip: ".voip",
  widgets: ".push-type.widgets",
};

interface SessionState {
  readonly socket: Socket;
  open: number;
  /** Streams above this one are not processed. */
  lastStreamId: number;
  served: boolean;
}

/** Starts one. */
export async function startApnsDouble(options: ApnsDoubleOptions = {}): Promise<ApnsDouble> {
  const { certificate, streams = 100, streamsAtFirst = streams, delayMs = 0, now = Date.now } = options;
  const scripted: ApnsMisbehavior[] = [];
  const devices = new Map<string, ApnsMisbehavior>();
  const states = new WeakMap<http2.ServerHttp2Session, SessionState>();
  const settings = { maxConcurrentStreams: streamsAtFirst };
  const server =
    certificate === undefined
      ? http2.createServer({ settings })
      : http2.createSecureServer({ ...certificate, settings, requestCert: true, rejectUnauthorized: false });

  const double: ApnsDouble = {
    url: "",
    credential: { key: privateKey.export({ type: "pkcs8", format: "pem" }) as string, keyId, teamId, bundleId },
    pushed: [],
    sessions: [],
    openSessions: new Set(),
    mostStreams: 0,
    providerTokens: new Set(),
    pings: 0,
    next(...misbehaviors) {
      scripted.push(...misbehaviors);
    },
    always(token, reply) {
      devices.set(token, reply);
    },
    async close() {
      for (const session of double.openSessions) session.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  async function handle(stream: http2.ServerHttp2Stream, headers: http2.IncomingHttpHeaders): Promise<void> {
    const session = stream.session as http2.ServerHttp2Session;
    const state = states.get(session) as SessionState;
    const id = stream.id as number;
    stream.on("error", () => undefined);
    if (id > state.lastStreamId) return;
    double.mostStreams = Math.max(double.mostStreams, ++state.open);
    stream.on("close", () => state.open--);
    const token = decodeURIComponent(String(headers[":path"]).replace("/3/device/", ""));
    const misbehavior = devices.get(token) ?? scripted.shift();
    if (misbehavior === "refuse") {
      stream.close(http2.constants.NGHTTP2_REFUSED_STREAM);
      return;
    }
    if (misbehavior === "leave") {
      // Node cannot say GOAWAY with 0 for the last stream, so the first one is refused besides.
      if (id === 1) stream.close(http2.constants.NGHTTP2_REFUSED_STREAM);
      sayGoaway(session, state, 0, id - 2);
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    if (id > state.lastStreamId) return;
    switch (misbehavior) {
      case "reset":
        stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR);
        return;
      case "hang":
        return;
      case "drop":
        state.socket.destroy();
        return;
      case "fail":
        sayGoaway(session, state, http2.constants.NGHTTP2_PROTOCOL_ERROR, id);
        return;
      case "finish":
        sayGoaway(session, state, 0, id);
        break;
      case undefined:
        break;
      default:
        reply(stream, misbehavior);
        return;
    }
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    if (stream.destroyed) return;
    const problem = await check(token, headers, Buffer.concat(chunks), session);
    if (problem !== undefined) reply(stream, problem);
    else {
      double.pushed.push({ token, headers, body: JSON.parse(Buffer.concat(chunks).toString()) });
      reply(stream, { status: 200 });
      if (!state.served && streams !== streamsAtFirst) session.settings({ maxConcurrentStreams: streams });
      state.served = true;
    }
  }

  async function check(
    token: string,
    headers: http2.IncomingHttpHeaders,
    body: Buffer,
    session: http2.ServerHttp2Session,
  ): Promise<ApnsReply | undefined> {
    if (!/^[0-9a-f]{64}$/.test(token)) return { status: 400, reason: "BadDeviceToken" };
    const problem = await checkCredential(headers.authorization, session);
    if (problem !== undefined) return problem;
    const pushType = String(headers["apns-push-type"]);
    if (!(pushType in endings)) return { status: 400, reason: "InvalidPushType" };
    if (headers["apns-topic"] !== `${bundleId}${endings[pushType]}`) return { status: 400, reason: "TopicDisallowed" };
    if (pushType === "background" && headers["apns-priority"] !== "5") return { status: 400, reason: "BadPriority" };
    if (body.length === 0) return { status: 400, reason: "PayloadEmpty" };
    if (body.length > (pushType === "voip" ? 5120 : 4096)) return { status: 413, reason: "PayloadTooLarge" };
    return undefined;
  }

  async function checkCredential(
    authorization: string | undefined,
    session: http2.ServerHttp2Session,
  ): Promise<ApnsReply | undefined> {
    if (authorization === undefined) {
      const shown = (session.socket as TLSSocket).getPeerCertificate?.().subject as { UID?: string } | undefined;
      return shown?.UID === bundleId ? undefined : { status: 403, reason: "MissingProviderToken" };
    }
    const jwt = await verifyJwt(authorization.replace(/^bearer /, ""), publicKey, "ES256");
    if (jwt?.header.kid !== keyId || jwt.claims.iss !== teamId || "exp" in jwt.claims) {
      return { status: 403, reason: "InvalidProviderToken" };
    }
    double.providerTokens.add(authorization);
    const ageMs = now() - Number(jwt.claims.iat) * 1000;
    return ageMs > 3_600_000 ? { status: 403, reason: "ExpiredProviderToken" } : undefined;
  }

  let newest: Socket;
  server.prependListener(certificate === undefined ? "connection" : "secureConnection", (socket: Socket) => {
    newest = socket;
  });
  server.on("session", (session: http2.ServerHttp2Session) => {
    states.set(session, { socket: newest, open: 0, lastStreamId: Number.POSITIVE_INFINITY, served: false });
    double.sessions.push(session);
    double.openSessions.add(session);
    session.on("ping", () => double.pings++);
    session.on("error", () => undefined).on("close", () => double.openSessions.delete(session));
  });
  server.on("sessionError", () => undefined);
  server.on("stream", (stream: http2.ServerHttp2Stream, headers) => {
    handle(stream, headers).catch(() => undefined);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return Object.assign(double, {
    url: certificate === undefined ? `http://127.0.0.1:${port}` : `https://localhost:${port}`,
  });
}

function sayGoaway(session: http2.ServerHttp2Session, state: SessionState, code: number, lastStreamId: number): void {
  state.lastStreamId = Math.min(state.lastStreamId, lastStreamId);
  session.goaway(code, Math.max(0, state.lastStreamId), Buffer.from('{"reason":"Shutdown"}'));
}

function reply(stream: http2.ServerHttp2Stream, misbehavior: ApnsReply): void {
  if (stream.destroyed) return;
  const { status, reason, timestamp, headers, body } = misbehavior;
  const text = body ?? (reason === undefined ? "" : JSON.stringify({ reason, timestamp }));
  const head = { ":status": status, "apns-id": randomUUID().toUpperCase(), ...headers };
  stream.respond(head, { endStream: text === "" });
  if (text !== "") stream.end(text);
}
