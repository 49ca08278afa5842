import fc from "fast-check";
import { documents, json, type PlausibleRequest, plausible } from "./fuzz-plausible.js";

/** A request as its parts, so that a counterexample can be read and shrunk. */
export interface FuzzRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer> | undefined;
  /** Whether it has a valid token. Without one only the check of the token is tested. */
  readonly isSigned: boolean;
}

const awkward = fc.constantFrom(
  ..."|.|..|/|//|%|%00|%2e%2e|%zz|\u0000|'|''|\"|<x>|&amp;|]]>|{}|$\u007bx}|$(x)|$(|#(x)|é|😀|__proto__|constructor|null|undefined|NaN|-1|0|1e999|true|\\|;|,|a,b|\r\n|*".split(
    "|",
  ),
  "a".repeat(300),
  "$InstallationId:{a}",
  "$UserId:{",
  "a && b || !c",
  "((((((a",
  "9999-12-31T23:59:59.9999999Z",
  "2026-13-45T99:99:99Z",
  "\ufeff",
);

const text = fc.oneof(
  { weight: 3, arbitrary: awkward },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) },
);

const methods = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS") },
  {
    weight: 1,
    arbitrary: fc.stringMatching(/^[A-Z-]{1,12}$/).filter((method) => !["CONNECT", "TRACE", "TRACK"].includes(method)),
  },
);

const restPaths = [
  "/hub/messages",
  "/hub/messages/",
  "/hub/messages/$batch",
  "/hub/messages/{}",
  "/hub/schedulednotifications/",
  "/hub/schedulednotifications/{}",
  "/hub/registrations",
  "/hub/registrations/{}",
  "/hub/registrationIDs",
  "/hub/tags/{}/registrations",
  "/hub/installations/{}",
  "/hub/installations/one",
  "/hub/feedbackcontainer",
  "/hub/jobs",
  "/hub/jobs/{}",
  "/hub",
  "/{}/messages",
  "/$Resources/NotificationHubs",
  "/{}",
  "/",
];
const controlPaths = [
  "health",
  "devices",
  "deliveries",
  "deliveries/wait",
  "requests",
  "requests/{}",
  "requests/{}/replay",
  "requests/1/replay",
  "explain",
  "faults",
  "faults/{}",
  "faults/scenarios/{}",
  "clock",
  "snapshot",
  "events",
  "policies",
  "openapi.json",
  "blobs/{}",
  "reset",
  "{}",
].map((path) => `/_nh/${path}`);

const encoded = text.map((value) => encodeURIComponent(value));
const segment = fc.oneof(
  encoded,
  fc.string({ maxLength: 12 }).map((value) => value.replace(/[?#\\]/g, "")),
);
const path = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.constantFrom(...restPaths), segment)
      .map(([template, value]) => template.replace("{}", () => value)),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(...controlPaths), segment)
      .map(([template, value]) => template.replace("{}", () => value)),
  },
  { weight: 1, arbitrary: fc.array(segment, { maxLength: 5 }).map((segments) => `/${segments.join("/")}`) },
);

const parameterNames = [
  "api-version",
  "direct",
  "test",
  "$top",
  "%24filter",
  "continuationtoken",
  "limit",
  "after",
  "order",
  "hub",
  "platform",
  "handle",
  "tag",
  "notificationId",
  "name",
  "format",
];
const parameter = fc
  .tuple(fc.constantFrom(...parameterNames), fc.oneof(encoded, fc.nat().map(String)))
  .map(([name, value]) => `${name}=${value}`);
const query = fc.tuple(fc.boolean(), fc.array(parameter, { maxLength: 4 })).map(([hasVersion, parameters]) => {
  // Waits are kept short. How long one may last is tested elsewhere.
  const all = [...(hasVersion ? ["api-version=2020-06"] : []), "timeoutMs=1", ...parameters];
  return `?${all.join("&")}`;
});

/** What a header may contain: Latin-1 without line breaks and NUL. */
const headerValue = fc.oneof(
  text.map((value) => value.replace(/[^\t\u0020-\u007e\u0080-\u00ff]/g, "")),
  fc.constantFrom(
    "apple",
    "template",
    "fcmv1",
    "windows",
    "browser",
    "application/json",
    "application/xml",
    "*",
    '"1"',
    'W/"1"',
  ),
);
const headerNames = [
  "content-type",
  "servicebusnotification-format",
  "servicebusnotification-tags",
  "servicebusnotification-devicehandle",
  "servicebusnotification-scheduletime",
  "if-match",
  "p256dh",
  "auth",
  "x-wns-type",
  "apns-priority",
  "apns-expiration",
  "servicebusnotification-apnsexpiry",
  "trackingid",
  "x-ms-version",
  "origin",
  "content-length",
];
const headers = fc.oneof(
  fc.dictionary(fc.constantFrom(...headerNames), headerValue, { maxKeys: 5, noNullPrototype: true }),
  fc.constantFrom<Record<string, string>>(
    { "content-type": "application/json", "servicebusnotification-format": "apple" },
    { "content-type": "application/json", "servicebusnotification-format": "template" },
    { "content-type": "application/atom+xml;type=entry;charset=utf-8" },
    { "content-type": 'multipart/mixed; boundary = "b"', "servicebusnotification-format": "apple" },
  ),
);

/** A document with up to three pieces replaced. */
const damaged = (document: string): fc.Arbitrary<string> =>
  fc.array(fc.tuple(fc.nat(4_000), fc.nat(12), text), { maxLength: 3 }).map((wounds) =>
    wounds.reduce((current, [at, length, patch]) => {
      const position = at % (current.length + 1);
      return current.slice(0, position) + patch + current.slice(position + length);
    }, document),
  );
const damagedDocument = fc.constantFrom(...documents).chain(damaged);

const body = fc.oneof(
  { weight: 8, arbitrary: damagedDocument },
  { weight: 2, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => new Uint8Array(bytes)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("x".repeat(70_000), "[".repeat(30_000), "<a>".repeat(10_000), '{"a":'.repeat(10_000)),
  },
  { weight: 2, arbitrary: fc.constant(undefined) },
);

const isSigned = fc.integer({ min: 0, max: 19 }).map((number) => number > 0);
const wildTarget = fc.tuple(path, query).map(([where, how]) => where + how);

/** Each part as it should be three times out of four, else anything. */
const mostly = <T>(right: fc.Arbitrary<T>, anything: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 3, arbitrary: right }, { weight: 1, arbitrary: anything });

const almostRight = (requests: readonly PlausibleRequest[]): fc.Arbitrary<FuzzRequest> =>
  fc.constantFrom(...requests).chain((request) =>
    fc.record({
      method: fc.oneof({ weight: 19, arbitrary: fc.constant(request.method) }, { weight: 1, arbitrary: methods }),
      target: mostly(
        fc.constant(request.target),
        fc.oneof(
          damaged(request.target).map(onOneLine),
          query.map((more) => `${request.target}&${more.slice(1)}`),
        ),
      ),
      headers: mostly(
        fc.constant(request.headers ?? {}),
        headers.map((more) => ({ ...request.headers, ...more })),
      ),
      body:
        request.body === undefined ? fc.constant(undefined) : mostly<FuzzRequest["body"]>(damaged(request.body), body),
      isSigned,
    }),
  );

/** Without what would turn a path into another host, or end the address. */
function onOneLine(target: string): string {
  return `/${target.replace(/[\s#\\]/g, "").replace(/^\/+/, "")}`;
}

/**
 * Requests of every kind, most of them almost right.
 *
 * @param snapshot a snapshot of a hub. Damaged ones are imported now and then, and what they leave
 *   must not break later requests.
 */
export function fuzzRequest(snapshot: string): fc.Arbitrary<FuzzRequest> {
  const load: PlausibleRequest = { method: "PUT", target: "/_nh/snapshot", headers: json, body: snapshot };
  return fc.oneof(
    { weight: 16, arbitrary: almostRight(plausible) },
    { weight: 1, arbitrary: almostRight([load]) },
    { weight: 4, arbitrary: fc.record({ method: methods, target: wildTarget, headers, body, isSigned }) },
  );
}

/** Bytes for a socket: a request whose lines may be anything. Most carry the given token. */
export function fuzzBytes(authorization: string): fc.Arbitrary<Buffer> {
  return fc
    .constantFrom(...plausible)
    .chain((request) =>
      rawRequest(request, Object.entries(request.headers ?? {}).concat([["authorization", authorization]])),
    );
}

function rawRequest(request: PlausibleRequest, rightLines: [string, string][]): fc.Arbitrary<Buffer> {
  return fc
    .record({
      method: fc.oneof(
        { weight: 19, arbitrary: fc.constant(request.method) },
        { weight: 1, arbitrary: fc.oneof(methods, text) },
      ),
      target: mostly(fc.constant(request.target), fc.oneof(wildTarget, text, fc.webUrl())),
      version: fc.oneof(
        { weight: 19, arbitrary: fc.constant("HTTP/1.1") },
        { weight: 1, arbitrary: fc.constantFrom("HTTP/1.0", "HTTP/2.0", "", "http") },
      ),
      host: fc.oneof({ weight: 9, arbitrary: fc.constant("localhost") }, { weight: 1, arbitrary: text }),
      lines: mostly(
        fc.constant(rightLines),
        fc
          .array(
            fc.tuple(
              fc.oneof(
                fc.constantFrom(...headerNames, "transfer-encoding", "expect", "connection", "upgrade"),
                fc.stringMatching(/^[!-~]{1,9}$/),
              ),
              headerValue,
            ),
            { maxLength: 4 },
          )
          .map((more) => [...rightLines, ...more]),
      ),
      length: mostly(fc.constant(undefined), fc.nat(500)),
      content: request.body === undefined ? fc.constant("") : damaged(request.body),
    })
    .map(({ method, target, version, host, lines, length, content }) => {
      const body = Buffer.from(content);
      const fields = [["Host", host], ["Content-Length", String(length ?? body.length)], ...lines];
      const head = `${method} ${target} ${version}\r\n${fields.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
      return Buffer.concat([Buffer.from(head, "latin1"), body]);
    });
}
