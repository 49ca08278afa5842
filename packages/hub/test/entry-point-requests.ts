/**
 * One request of the contract. `{name}` in a path or a header stands for what an earlier response
 * contained. `{soon}` is an hour from now.
 */
export interface EntryPointRequest {
  readonly title: string;
  readonly method: string;
  /** From the slash after the host. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Remembers the third segment of the response's Location under this name. */
  readonly remember?: string;
  /** `none` omits the token, `wrong` signs with another key. */
  readonly token?: "none" | "wrong";
  /** The status that all entry points must return. */
  readonly status: number;
}

const V = "api-version=2020-06";
const json = { "content-type": "application/json;charset=utf-8" };
const atom = { "content-type": "application/atom+xml;type=entry;charset=utf-8" };
const apple = { ...json, "servicebusnotification-format": "apple" };
const alert = '{"aps":{"alert":"é 😀"}}';

const entry = (inner: string): string =>
  `<?xml version="1.0" encoding="utf-8"?><entry xmlns="http://www.w3.org/2005/Atom"><content type="application/xml">${inner}</content></entry>`;
const appleEntry = (token: string, tags: string): string =>
  entry(
    '<AppleRegistrationDescription xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect">' +
      `<Tags>${tags}</Tags><DeviceToken>${token}</DeviceToken></AppleRegistrationDescription>`,
  );

/** With a policy of its own, since the keys of the usual two are random. */
const hubEntry = (inner: string): string =>
  entry(
    '<NotificationHubDescription xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect">' +
      '<AuthorizationRules><AuthorizationRule i:type="SharedAccessAuthorizationRule"><ClaimType>SharedAccessKey</ClaimType><ClaimValue>None</ClaimValue>' +
      "<Rights><AccessRights>Listen</AccessRights></Rights><KeyName>Device</KeyName><PrimaryKey>a2V5</PrimaryKey></AuthorizationRule></AuthorizationRules>" +
      `${inner}</NotificationHubDescription>`,
  );

const batch = [
  "--b",
  "Content-Type: application/json;charset=utf-8",
  "Content-Disposition: inline; name=notification",
  "",
  alert,
  "--b",
  "Content-Type: application/json",
  "Content-Disposition: inline; name=devices",
  "",
  '["A1","B2"]',
  "--b--",
].join("\r\n");

/** In this order, each entry point with a hub of its own. */
export const entryPointRequests: readonly EntryPointRequest[] = [
  {
    title: "puts an installation",
    method: "PUT",
    path: `/hub/installations/one?${V}`,
    headers: json,
    body: '{"installationId":"one","platform":"apns","pushChannel":"A1B2C3D4","userId":"ada","tags":["vip"],"templates":{"t":{"body":"{\\"aps\\":{\\"alert\\":\\"$(text)\\"}}"}}}',
    status: 200,
  },
  { title: "gets it", method: "GET", path: `/hub/installations/one?${V}`, status: 200 },
  {
    title: "patches it",
    method: "PATCH",
    path: `/hub/installations/one?${V}`,
    headers: { "content-type": "application/json-patch+json" },
    body: '[{"op":"add","path":"/tags","value":"new"}]',
    status: 200,
  },
  { title: "misses an installation", method: "GET", path: `/hub/installations/none?${V}`, status: 404 },
  {
    title: "refuses an installation that is not JSON",
    method: "PUT",
    path: `/hub/installations/x?${V}`,
    headers: json,
    body: "{",
    status: 400,
  },
  { title: "broadcasts", method: "POST", path: `/hub/messages/?${V}`, headers: apple, body: alert, status: 201 },
  {
    title: "sends to an expression",
    method: "POST",
    path: `/hub/messages?${V}`,
    headers: { ...apple, "servicebusnotification-tags": "vip && !sleeping" },
    body: alert,
    status: 201,
  },
  {
    title: "sends a test",
    method: "POST",
    path: `/hub/messages/?${V}&test`,
    headers: { ...apple, "servicebusnotification-tags": "vip" },
    body: alert,
    status: 201,
  },
  {
    title: "sends a test to nobody",
    method: "POST",
    path: `/hub/messages/?${V}&test=true`,
    headers: { ...apple, "servicebusnotification-tags": "nobody" },
    body: alert,
    status: 201,
  },
  {
    title: "sends a template",
    method: "POST",
    path: `/hub/messages/?${V}`,
    headers: { ...json, "servicebusnotification-format": "template" },
    body: '{"text":"hi"}',
    status: 201,
  },
  {
    title: "sends to a device",
    method: "POST",
    path: `/hub/messages/?direct&${V}`,
    headers: { ...apple, "servicebusnotification-devicehandle": "A1" },
    body: alert,
    status: 201,
  },
  {
    title: "sends to a batch of devices",
    method: "POST",
    path: `/hub/messages/$batch?${V}&direct=true`,
    headers: { "content-type": 'multipart/mixed; boundary = "b"', "servicebusnotification-format": "apple" },
    body: batch,
    status: 201,
  },
  {
    title: "refuses an expression",
    method: "POST",
    path: `/hub/messages/?${V}`,
    headers: { ...apple, "servicebusnotification-tags": "a &&" },
    body: alert,
    status: 400,
  },
  {
    title: "refuses a format",
    method: "POST",
    path: `/hub/messages/?${V}`,
    headers: { ...json, "servicebusnotification-format": "pigeon" },
    body: alert,
    status: 400,
  },
  {
    title: "refuses a request with an unknown version",
    method: "POST",
    path: "/hub/messages/?api-version=2099-01",
    headers: apple,
    body: alert,
    status: 400,
  },
  {
    title: "refuses a request without a token",
    method: "POST",
    path: `/hub/messages/?${V}`,
    headers: apple,
    body: alert,
    token: "none",
    status: 401,
  },
  {
    title: "refuses another key",
    method: "POST",
    path: `/hub/messages/?${V}`,
    headers: apple,
    body: alert,
    token: "wrong",
    status: 401,
  },
  {
    title: "refuses 65,537 bytes",
    method: "POST",
    path: `/hub/messages/?${V}`,
    headers: apple,
    body: `{"a":"${"x".repeat(65_529)}"}`,
    status: 413,
  },
  {
    title: "schedules",
    method: "POST",
    path: `/hub/schedulednotifications/?${V}`,
    headers: { ...apple, "servicebusnotification-scheduletime": "{soon}" },
    body: alert,
    remember: "scheduled",
    status: 201,
  },
  { title: "cancels", method: "DELETE", path: `/hub/schedulednotifications/{scheduled}?${V}`, status: 200 },
  {
    title: "cancels what was cancelled",
    method: "DELETE",
    path: `/hub/schedulednotifications/{scheduled}?${V}`,
    status: 404,
  },
  {
    title: "creates a registration id",
    method: "POST",
    path: `/hub/registrationIDs/?${V}`,
    remember: "registration",
    status: 201,
  },
  {
    title: "registers under it",
    method: "PUT",
    path: `/hub/registrations/{registration}?${V}`,
    headers: atom,
    body: appleEntry("CAFE", "a,b"),
    status: 200,
  },
  {
    title: "registers",
    method: "POST",
    path: `/hub/registrations/?${V}`,
    headers: atom,
    body: appleEntry("BEEF", "b"),
    status: 200,
  },
  { title: "gets a registration", method: "GET", path: `/hub/registrations/{registration}?${V}`, status: 200 },
  { title: "lists registrations", method: "GET", path: `/hub/registrations?${V}&$top=2`, status: 200 },
  {
    title: "filters registrations",
    method: "GET",
    path: `/hub/registrations?${V}&%24filter=DeviceToken%20eq%20'CAFE'`,
    status: 200,
  },
  { title: "lists registrations by tag", method: "GET", path: `/hub/tags/b/registrations?${V}`, status: 200 },
  {
    title: "refuses malformed XML",
    method: "POST",
    path: `/hub/registrations/?${V}`,
    headers: atom,
    body: "<entry",
    status: 400,
  },
  {
    title: "keeps a registration whose ETag differs",
    method: "DELETE",
    path: `/hub/registrations/{registration}?${V}`,
    headers: { "if-match": '"99"' },
    status: 412,
  },
  {
    title: "deletes a registration",
    method: "DELETE",
    path: `/hub/registrations/{registration}?${V}`,
    headers: { "if-match": "*" },
    status: 200,
  },
  { title: "names the feedback container", method: "GET", path: `/hub/feedbackcontainer?${V}`, status: 200 },
  { title: "lists jobs", method: "GET", path: `/hub/jobs?${V}`, status: 200 },
  { title: "misses a notification", method: "GET", path: `/hub/messages/NH-none?${V}`, status: 404 },
  { title: "misses a path", method: "GET", path: `/hub/nothing/here?${V}`, status: 404 },
  { title: "refuses a method", method: "PATCH", path: `/hub/messages?${V}`, headers: json, body: "{}", status: 405 },
  { title: "refuses a hub without a description", method: "PUT", path: `/new?${V}`, body: entry(""), status: 400 },
  { title: "creates a hub", method: "PUT", path: `/new?${V}`, headers: atom, body: hubEntry(""), status: 201 },
  { title: "creates no hub twice", method: "PUT", path: `/new?${V}`, headers: atom, body: hubEntry(""), status: 409 },
  { title: "reads a hub", method: "GET", path: `/new?${V}`, status: 200 },
  {
    title: "disables a hub",
    method: "PUT",
    path: `/new?${V}`,
    headers: { ...atom, "if-match": "*" },
    body: hubEntry("<Status>true</Status>"),
    status: 200,
  },
  { title: "refuses a disabled hub", method: "GET", path: `/new/registrations?${V}`, status: 403 },
  {
    title: "lists hubs",
    method: "GET",
    path: `/$Resources/NotificationHubs/?${V}&$skip=0&$top=2147483647`,
    status: 200,
  },
  { title: "lists the names of hubs", method: "GET", path: "/", headers: { "x-ms-version": "2020-06" }, status: 200 },
  { title: "deletes a hub", method: "DELETE", path: `/new?${V}`, status: 200 },
  { title: "deletes no hub twice", method: "DELETE", path: `/new?${V}`, status: 404 },
  { title: "reads no hub", method: "GET", path: `/new?${V}`, status: 200 },
  { title: "deletes an installation", method: "DELETE", path: `/hub/installations/one?${V}`, status: 204 },
  { title: "is healthy", method: "GET", path: "/_nh/health", status: 200 },
  { title: "lists deliveries", method: "GET", path: "/_nh/deliveries?limit=3", status: 200 },
  { title: "misses a control path", method: "GET", path: "/_nh/nothing", status: 404 },
];
