import fc from "fast-check";

/** A request as its parts, so that a counterexample can be read and shrunk. */
export interface FuzzRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer> | undefined;
  /** Whether a valid token goes with it; without one nothing but the door is tested. */
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
  // Waits are kept short: how long one may last is its own affair.
  const all = [...(hasVersion ? ["api-version=2020-06"] : []), "timeoutMs=1", ...parameters];
  return `?${all.join("&")}`;
});

/** What a header may hold: Latin-1 without line breaks and NUL. */
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

const documents = [
  '{"aps":{"alert":"Hello"}}',
  '{"text":"Hello","n":"1"}',
  '{"installationId":"one","platform":"apns","pushChannel":"A1B2C3","tags":["a"],"templates":{"t":{"body":"{\\"a\\":\\"$(text)\\"}","tags":["b"]}}}',
  '{"installationId":"web","platform":"browser","pushChannel":{"endpoint":"https://push.example/a","p256dh":"B","auth":"c"}}',
  '[{"op":"add","path":"/tags","value":"x"},{"op":"remove","path":"/templates/t"},{"op":"replace","path":"/pushVariables","value":"{}"}]',
  '<?xml version="1.0"?><entry xmlns="http://www.w3.org/2005/Atom"><content type="application/xml"><AppleTemplateRegistrationDescription xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect"><Tags>a,b</Tags><DeviceToken>A1</DeviceToken><BodyTemplate><![CDATA[{"a":"$(text)"}]]></BodyTemplate></AppleTemplateRegistrationDescription></content></entry>',
  '<entry xmlns="http://www.w3.org/2005/Atom"><content type="application/xml"><NotificationHubJob xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect"><Type>ExportRegistrations</Type><OutputContainerUri>https://a.blob.core.windows.net/c?sig=x</OutputContainerUri></NotificationHubJob></content></entry>',
  '--b\r\nContent-Type: application/json\r\nContent-Disposition: inline; name=notification\r\n\r\n{}\r\n--b\r\nContent-Type: application/json\r\nContent-Disposition: inline; name=devices\r\n\r\n["A1"]\r\n--b--',
  "<toast><visual/></toast>",
  '{"match":{"operation":"send"},"answer":{"status":429,"retryAfterSeconds":1},"probability":0.5,"count":2}',
  '{"advanceSeconds":60}',
  '{"freezeAt":"2030-01-01T00:00:00Z"}',
  '{"platform":"apple","audience":"a && !b","body":"{}"}',
  '{"policies":[{"keyName":"K","rights":["Listen"],"primaryKey":"YQ=="}]}',
];

/** A document with up to three pieces cut out and something else put in. */
const damaged = (document: string): fc.Arbitrary<string> =>
  fc.array(fc.tuple(fc.nat(600), fc.nat(12), text), { maxLength: 3 }).map((wounds) =>
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

const [
  apple,
  data,
  installation,
  webInstallation,
  patch,
  registration,
  job,
  batch,
  toast,
  fault,
  advance,
  freeze,
  question,
  policies,
] = documents as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];
const V = "?api-version=2020-06";
const json = { "content-type": "application/json" };
const atom = { "content-type": "application/atom+xml;type=entry;charset=utf-8" };
const soon = new Date(Date.now() + 3_600_000).toISOString();

/** Requests that are right, to be made wrong in one place or two. */
const plausible: readonly { method: string; target: string; headers?: Record<string, string>; body?: string }[] = [
  {
    method: "POST",
    target: `/hub/messages/${V}`,
    headers: { ...json, "servicebusnotification-format": "apple" },
    body: apple,
  },
  {
    method: "POST",
    target: `/hub/messages/${V}&test`,
    headers: { ...json, "servicebusnotification-format": "template", "servicebusnotification-tags": "a || b" },
    body: data,
  },
  {
    method: "POST",
    target: `/hub/messages/${V}&direct`,
    headers: { ...json, "servicebusnotification-format": "apple", "servicebusnotification-devicehandle": "A1" },
    body: apple,
  },
  {
    method: "POST",
    target: `/hub/messages/${V}`,
    headers: {
      "content-type": "application/xml",
      "servicebusnotification-format": "windows",
      "x-wns-type": "wns/toast",
    },
    body: toast,
  },
  {
    method: "POST",
    target: `/hub/messages/$batch${V}&direct`,
    headers: { "content-type": 'multipart/mixed; boundary = "b"', "servicebusnotification-format": "apple" },
    body: batch,
  },
  {
    method: "POST",
    target: `/hub/schedulednotifications/${V}`,
    headers: { ...json, "servicebusnotification-format": "apple", "servicebusnotification-scheduletime": soon },
    body: apple,
  },
  { method: "PUT", target: `/hub/installations/one${V}`, headers: json, body: installation },
  { method: "PUT", target: `/hub/installations/web${V}`, headers: json, body: webInstallation },
  { method: "PATCH", target: `/hub/installations/one${V}`, headers: json, body: patch },
  { method: "GET", target: `/hub/installations/one${V}` },
  { method: "DELETE", target: `/hub/installations/one${V}` },
  { method: "POST", target: `/hub/registrations/${V}`, headers: atom, body: registration },
  {
    method: "PUT",
    target: `/hub/registrations/1234567890123456789-2345678901234567890-1${V}`,
    headers: { ...atom, "if-match": "*" },
    body: registration,
  },
  { method: "GET", target: `/hub/registrations${V}&$top=2&$filter=DeviceToken%20eq%20'A1'` },
  { method: "GET", target: `/hub/registrations${V}&continuationtoken=MQ==` },
  { method: "GET", target: `/hub/tags/a/registrations${V}` },
  { method: "POST", target: `/hub/registrationIDs/${V}` },
  { method: "GET", target: `/hub/messages/NH-1${V}` },
  { method: "POST", target: `/hub/jobs${V}`, headers: atom, body: job },
  { method: "GET", target: `/hub/jobs${V}` },
  { method: "GET", target: `/hub/feedbackcontainer${V}` },
  { method: "GET", target: "/_nh/deliveries?limit=5&platform=apple" },
  { method: "GET", target: "/_nh/deliveries/wait?timeoutMs=1&tag=a" },
  { method: "GET", target: "/_nh/devices?limit=5" },
  { method: "GET", target: "/_nh/requests?limit=5" },
  { method: "GET", target: "/_nh/snapshot" },
  { method: "PUT", target: "/_nh/snapshot", headers: json, body: "{}" },
  { method: "POST", target: "/_nh/explain", headers: json, body: question },
  { method: "POST", target: "/_nh/faults", headers: json, body: fault },
  { method: "POST", target: "/_nh/clock", headers: json, body: advance },
  { method: "POST", target: "/_nh/clock", headers: json, body: freeze },
  { method: "PUT", target: "/_nh/policies", headers: json, body: policies },
];

const isSigned = fc.integer({ min: 0, max: 19 }).map((number) => number > 0);
const wildTarget = fc.tuple(path, query).map(([where, how]) => where + how);

/** Each part as it should be three times out of four, else anything. */
const mostly = <T>(right: fc.Arbitrary<T>, anything: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 3, arbitrary: right }, { weight: 1, arbitrary: anything });

const almostRight: fc.Arbitrary<FuzzRequest> = fc.constantFrom(...plausible).chain((request) =>
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

/** Without what would make a path another host, or end the address. */
function onOneLine(target: string): string {
  return `/${target.replace(/[\s#\\]/g, "").replace(/^\/+/, "")}`;
}

export const fuzzRequest: fc.Arbitrary<FuzzRequest> = fc.oneof(
  { weight: 4, arbitrary: almostRight },
  { weight: 1, arbitrary: fc.record({ method: methods, target: wildTarget, headers, body, isSigned }) },
);

/** Bytes for a socket: a request whose lines may be anything. Most carry the token that is given. */
export function fuzzBytes(authorization: string): fc.Arbitrary<Buffer> {
  return fc
    .constantFrom(...plausible)
    .chain((request) =>
      rawRequest(request, Object.entries(request.headers ?? {}).concat([["authorization", authorization]])),
    );
}

function rawRequest(request: (typeof plausible)[number], rightLines: [string, string][]): fc.Arbitrary<Buffer> {
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
