import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { decodeErrorBody, decodeInstallation, decodePatch, type Operation } from "../src/index.js";
import {
  decodeHubEntry,
  decodeHubFeed,
  decodeHubNameFeed,
  decodeJobEntry,
  decodeJobFeed,
  decodeNotificationDetails,
  decodeNotificationOutcome,
  decodeRegistrationEntry,
  decodeRegistrationFeed,
} from "../src/lib/xml-codecs.js";
import { encodeHubNameFeed, encodeHubResponse, matchRoute, platformFromFormat } from "../src/server.js";

/** One recorded exchange, as far as this test reads it. */
interface Recording {
  readonly request: {
    readonly method: string | null;
    readonly url: string;
    readonly headers?: Record<string, string> | null;
    readonly body?: string | null;
  } | null;
  readonly response: { readonly status: number | null; readonly body?: string | null };
}

const folder = process.env.NH_GOLDEN_DIR;
const names = folder === undefined ? [] : readdirSync(folder).filter((name) => name.endsWith(".json"));

const read = (name: string): Recording => JSON.parse(readFileSync(join(folder ?? "", name), "utf8"));

/** What reads the responses of an operation. The responses of the others are empty. */
const responseDecoders: Partial<Record<Operation, (body: string) => unknown>> = {
  createRegistration: decodeRegistrationEntry,
  putRegistration: decodeRegistrationEntry,
  getRegistration: decodeRegistrationEntry,
  listRegistrations: decodeRegistrationFeed,
  listRegistrationsByTag: decodeRegistrationFeed,
  getInstallation: decodeInstallation,
  getNotificationDetails: decodeNotificationDetails,
  send: decodeNotificationOutcome,
  submitJob: decodeJobEntry,
  getJob: decodeJobEntry,
  listJobs: decodeJobFeed,
  putHub: decodeHubEntry,
  getHub: (body) => decodeHubEntry(body) ?? missingHub,
  listHubs: decodeHubFeed,
  listHubNames: decodeHubNameFeed,
};

/** Stands for what reading a missing hub gives, since the test below expects something. */
const missingHub = { missing: true };

const requestDecoders: Partial<Record<Operation, (body: string) => unknown>> = {
  createRegistration: decodeRegistrationEntry,
  putRegistration: decodeRegistrationEntry,
  putInstallation: decodeInstallation,
  patchInstallation: decodePatch,
};

/**
 * Fixtures of other clients name no method or an abbreviated URL; their names say what they are.
 */
function operationOf(name: string, recording: Recording): Operation {
  if (name.includes("notification_details")) return "getNotificationDetails";
  if (name.includes("test_send_outcome")) return "send";
  const { method, url } = recording.request ?? { method: null, url: "" };
  const single = /RegistrationResult\.json$/.test(name);
  const match = matchRoute(method ?? (single ? "POST" : "GET"), pathOf(url));
  if (!match.ok) throw new Error(`${name}: no operation for ${method} ${url}`);
  return match.route.operation;
}

/** The recorded hosts are not all valid: one of them says that it was not recorded. */
function pathOf(url: string): string {
  return url.replace(/^[a-z]+:\/\/[^/]*/, "").replace(/\?.*$/s, "");
}

describe("recorded responses of the service", () => {
  if (folder === undefined) {
    console.info("NH_GOLDEN_DIR is not set: the recorded responses of the service are not read.");
    it("are not read, since NH_GOLDEN_DIR is not set", ({ skip }) =>
      skip("set NH_GOLDEN_DIR to a folder of recordings"));
    return;
  }

  it("are there", () => {
    expect(names.length).toBeGreaterThan(0);
  });

  it.each(names)("%s is read", (name) => {
    const recording = read(name);
    const operation = operationOf(name, recording);
    const { status, body } = recording.response;
    if (status !== null && status >= 400) {
      const error = decodeErrorBody(body ?? "");
      expect(error?.code).toBe(body ? status : undefined);
      return;
    }
    const decode = responseDecoders[operation];
    if (body) {
      expect(decode, `${operation} has a response with a body`).toBeDefined();
      const decoded = decode?.(body);
      expect(decoded).toMatchObject(expectedShape(operation));
    }
    const sent = recording.request?.body;
    if (sent && requestDecoders[operation] !== undefined) expect(requestDecoders[operation]?.(sent)).toBeDefined();
    const format = recording.request?.headers?.["ServiceBusNotification-Format"];
    if (format !== undefined) expect(platformFromFormat(format)).toBe(format);
  });
});

/** What an element of a recorded body holds. */
const contentOf = (body: string, pattern: RegExp): string => pattern.exec(body)?.[1] ?? "";

describe.skipIf(folder === undefined)("recorded responses about hubs", () => {
  it.each(["net_create_hub", "net_get_hub", "net_update_hub"])("%s is written back byte for byte", (name) => {
    const body = read(`${name}.json`).response.body ?? "";
    const links = {
      id: contentOf(body, /<id>(.*?)<\/id>/),
      title: contentOf(body, /<title type="text">(.*?)<\/title>/),
      published: contentOf(body, /<published>(.*?)<\/published>/) || undefined,
      updated: contentOf(body, /<updated>(.*?)<\/updated>/),
      author: contentOf(body, /<name>(.*?)<\/name>/),
    };
    const hub = decodeHubEntry(body);
    expect(hub).toMatchObject({ name: links.title, registrationTtl: "never", authorizationRules: [{}, {}] });
    expect(encodeHubResponse(hub ?? {}, links)).toBe(body);
  });

  it.each(["net_list_hubs_empty", "net_list_hubs_one", "net_get_hub_missing_200_feed"])(
    "%s is written back byte for byte",
    (name) => {
      const body = read(`${name}.json`).response.body ?? "";
      const [, uuid = "", number = ""] = /<id>uuid:(.*?);id=(\d+)<\/id>/.exec(body) ?? [];
      const { names: hubs } = decodeHubNameFeed(body);
      const written = encodeHubNameFeed(
        { uuid, number: Number(number), updated: contentOf(body, /<updated>(.*?)<\/updated>/) },
        hubs.map((hub) => ({ name: hub, url: `http://${hub}.servicebus.windows.net/${hub}` })),
      );
      expect(written).toBe(body);
    },
  );

  it("the list that Java's client was tested with is read as a whole", () => {
    const { hubs } = decodeHubFeed(read("fixture_java_list_hubs_real_2014.json").response.body ?? "");
    expect(hubs.length).toBeGreaterThan(2);
    for (const hub of hubs) {
      expect(hub).toMatchObject({ name: expect.any(String), authorizationRules: expect.any(Array) });
      expect(hub.unknownElements).toBeUndefined();
    }
    expect(hubs[0]).toMatchObject({
      name: "adm-hub",
      registrationTtl: { days: 90 },
      dailyMaxActiveDevices: 2,
      credentials: { adm: { clientId: "REDACTED", clientSecret: "REDACTED" } },
    });
  });
});

function expectedShape(operation: Operation): object {
  switch (operation) {
    case "putHub":
      return { name: expect.any(String), registrationTtl: "never" };
    case "getHub":
      return expect.toSatisfy((hub) => hub === missingHub || hub.name !== undefined) as object;
    case "listHubs":
      return { hubs: expect.any(Array) };
    case "listHubNames":
      return { names: expect.any(Array) };
    case "listRegistrations":
    case "listRegistrationsByTag":
      return { registrations: expect.any(Array) };
    case "listJobs":
      return { jobs: expect.any(Array) };
    case "submitJob":
    case "getJob":
      return { jobId: expect.any(String), type: "ImportCreateRegistrations" };
    case "getInstallation":
      return { installationId: expect.any(String), platform: expect.stringMatching(/^(apns|wns|gcm)$/) };
    case "getNotificationDetails":
      return { state: "Completed", outcomeCounts: { windows: { Success: 3, WrongToken: 1 } } };
    case "send":
      return { success: 1, failure: 1, results: [{ platform: "apple" }, { platform: "apple" }] };
    default:
      return { registrationId: expect.stringMatching(/^\d+-\d+-\d$/), etag: expect.stringMatching(/^\d$/) };
  }
}
