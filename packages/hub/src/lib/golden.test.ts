import { loadXmlCodecs, type Registration } from "@nh/wire";
import { describe, expect, it } from "vitest";
import { startTestHub, type TestHub } from "./fixtures/call-hub.js";
import { differences, expectedResponse, masked, type Recording, readRecordings } from "./fixtures/recordings.js";

const sets = [readRecordings("NH_GOLDEN_DIR"), readRecordings("NH_GOLDEN_OPENAPI_DIR")];
const recordings = sets.flat();
const { decodeJobEntry, decodeRegistrationEntry, decodeRegistrationFeed, encodeJobEntry, encodeRegistrationEntry } =
  await loadXmlCodecs();

/** What is not an exchange that can be replayed, and why. */
const notReplayed: readonly [RegExp, string][] = [
  [/^fixture_/, "These are bodies of unit tests, without a request or a status."],
  [/^net_(?:create|update|delete|get|list)_hubs?(?:_|$)/, "Hub management has tests of its own."],
];
const replayed = recordings.filter(({ name }) => !notReplayed.some(([pattern]) => pattern.test(name)));

/** What a recorder left out of a request. */
const lostBodies: Readonly<Record<string, string>> = {
  net_send_wns_tags: '<toast><visual><binding template="ToastText01"><text id="1">a</text></binding></visual></toast>',
  net_send_direct_batch_apple:
    '--nh-batch-multipart-boundary\r\nContent-Type: application/json\r\nContent-Disposition: inline; name=notification\r\n\r\n{"aps":{"alert":"alert!"}}\r\n' +
    '--nh-batch-multipart-boundary\r\nContent-Type: application/json\r\nContent-Disposition: inline; name=devices\r\n\r\n["AA","BB"]\r\n--nh-batch-multipart-boundary--',
};

function registrationsIn({ response: { body } }: Recording): Registration[] {
  if (body?.startsWith("<feed") === true) return decodeRegistrationFeed(body).registrations;
  return body?.startsWith("<entry") === true ? [decodeRegistrationEntry(body)] : [];
}

/** The body of a request: as recorded, or made from the response. */
function bodyOf(recording: Recording): string | undefined {
  const { name, request, response } = recording;
  const recorded = request.body ?? lostBodies[name];
  if (recorded !== undefined) return recorded;
  if (request.method === "GET" || request.method === "DELETE") return undefined;
  if (name === "net_submit_job") return encodeJobEntry(decodeJobEntry(response.body ?? ""));
  const [registration] = registrationsIn(recording);
  if (registration !== undefined) {
    const { registrationId: _id, etag: _etag, expirationTime: _expiration, ...given } = registration;
    return encodeRegistrationEntry(given as Registration);
  }
  const installationId = /\/installations\/([^?]+)/.exec(request.url)?.[1];
  return installationId === undefined
    ? undefined
    : JSON.stringify({ installationId, platform: "apns", pushChannel: "AA", userId: "u1" });
}

/** Brings the hub into the state in which the service was. */
async function seed(started: TestHub, recording: Recording): Promise<void> {
  const { name, request, response } = recording;
  const hub = new URL(urlOf(recording)).pathname.split("/")[1] ?? "";
  const registrations = /list|get_registration|GetRegistrations/.test(name) ? registrationsIn(recording) : [];
  if (/delete_registration|update_registration/.test(name)) {
    const registrationId = /\/registrations\/([^?]+)/.exec(request.url)?.[1];
    registrations.push({ platform: "apple", handle: "AA", registrationId, etag: "1" });
  }
  // The pages of one list, each with what is on the other.
  if (name === "net_list_registrations_page1")
    registrations.push({ platform: "apple", handle: "AA", registrationId: "7851631215097303540-1-1", etag: "1" });
  if (name === "net_list_registrations_page2")
    for (const id of ["1-1-1", "2-1-1"])
      registrations.push({ platform: "apple", handle: "AA", registrationId: id, etag: "1" });
  const records = registrations.map((registration) => ({
    hub,
    kind: "registration",
    id: registration.registrationId,
    value: { registration },
  }));
  await started.hub.snapshot.import(JSON.stringify({ format: "nh-hub-snapshot", version: 1, records }));
  if (!/get_installation|patch_installation|GetInstallation|PatchInstallation/.test(name) || response.status === 404)
    return;
  const installationId = /\/installations\/([^?]+)/.exec(request.url)?.[1] ?? "";
  const platform = name.startsWith("openapi23_") ? "gcm" : "apns";
  const body = response.body || JSON.stringify({ installationId, platform, pushChannel: "AA" });
  const put = await started.call("PUT", `/${hub}/installations/${installationId}?api-version=2020-06`, { body });
  expect(put.status).toBe(200);
}

function urlOf({ request }: Recording): string {
  return request.url.replace("(host not recorded)", "contoso.servicebus.windows.net");
}

/** The recorded headers, with what was replaced in them, and without what the recorder masked. */
function headersOf({ request }: Recording): Record<string, string> {
  const { Authorization: _sanitized, ...headers } = request.headers;
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (name === "ServiceBusNotification-ScheduleTime") return [name, "2031-05-07T07:08:09"];
      return [name, value.replace("<guid>", "0e7c5973-714c-4ba9-a233-7c4497d5f43b").replace("<handle>", "token-1")];
    }),
  );
}

function hubFor({ name, response }: Recording): TestHub {
  if (name === "net_send_direct_403_listen_only")
    return startTestHub({ policies: [{ keyName: "Listener", rights: ["Listen"], primaryKey: "bGlzdGVu" }] });
  // Sends in a namespace below Standard have no Location, as those of April 2024.
  const basic = /_send_/.test(name) && response.headers.Location === undefined;
  return startTestHub({ tier: basic ? "basic" : "standard" });
}

describe.skipIf(recordings.length === 0)("the recorded responses of the service", () => {
  it.each(replayed.map((recording) => [recording.name, recording] as const))("%s", async (_name, recording) => {
    const started = hubFor(recording);
    await seed(started, recording);
    const { origin, pathname, search } = new URL(urlOf(recording));
    const body = bodyOf(recording);
    let path = pathname + search;
    if (recording.name === "net_list_registrations_page2") {
      const first = await started.call("GET", path.replace(/&continuationtoken=.*/, ""), { origin });
      path = path.replace(/(continuationtoken=).*/, `$1${first.headers.get("x-ms-continuationtoken")}`);
    }
    if (recording.name === "net_get_job") {
      const submit = encodeJobEntry(decodeJobEntry(recording.response.body ?? ""));
      const job = await started.call("POST", path.replace(/\/jobs\/[^?]+/, "/jobs"), { origin, body: submit });
      path = new URL(job.headers.get("location") ?? "").pathname + search;
    }
    const reply = await started.call(recording.request.method, path, {
      origin,
      headers: headersOf(recording),
      ...(body === undefined ? {} : { body }),
    });
    const headers = new Map(reply.headers);
    if (headers.has("x-ms-continuationtoken")) headers.set("x-ms-continuationtoken", "TOKEN");
    const expected = expectedResponse(recording);
    // The examples of the OpenAPI have no headers.
    const compared = recording.name.startsWith("openapi23_") ? new Map<string, string>() : headers;
    expect(masked({ status: reply.status, headers: compared, body: reply.body })).toEqual(masked(expected));
    started.hub.close();
  });
});

describe.skipIf(sets.some((set) => set.length === 0))("the list of what differs", () => {
  it.each(notReplayed)("leaves out nothing that is not there: %s, %s", (pattern) => {
    expect(recordings.some(({ name }) => pattern.test(name))).toBe(true);
  });

  it.each(differences.map(({ reason, appliesTo }) => [reason, appliesTo] as const))(
    "has no entry that nothing needs: %s",
    (_reason, appliesTo) => {
      expect(replayed.some(appliesTo)).toBe(true);
    },
  );
});
