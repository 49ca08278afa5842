/** Bodies that are right. */
export const documents = [
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
export const json = { "content-type": "application/json" };
const atom = { "content-type": "application/atom+xml;type=entry;charset=utf-8" };
const soon = new Date(Date.now() + 3_600_000).toISOString();

export interface PlausibleRequest {
  readonly method: string;
  readonly target: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Requests that are right, to be damaged in one place or two. */
export const plausible: readonly PlausibleRequest[] = [
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
  { method: "GET", target: "/_nh/hubs" },
  { method: "GET", target: "/_nh/openapi.json" },
  { method: "POST", target: "/_nh/reset" },
  { method: "POST", target: "/_nh/requests/1/replay" },
  { method: "POST", target: "/_nh/faults/scenarios/expired-token" },
  {
    method: "PUT",
    target: "/_nh/blobs/contoso/files/import.txt",
    headers: { "content-type": "text/plain" },
    body: registration,
  },
  { method: "GET", target: "/_nh/blobs/contoso/files/import.txt" },
];
