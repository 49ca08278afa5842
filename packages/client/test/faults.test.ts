import { createHub, type FaultResponse, type Hub } from "@nh/hub";
import { hubHandlers } from "@nh/hub/msw";
import { apple } from "@nh/payloads";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import {
  type ClientEvent,
  type ClientOptions,
  everyone,
  type Fetch,
  HubResponseError,
  isHubConnectionError,
  isHubResponseError,
  NotificationHubClient,
} from "../src/index.js";

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterAll(() => server.close());

let hub: Hub;
let events: ClientEvent[];
beforeEach(() => {
  hub = createHub();
  events = [];
  server.resetHandlers(...hubHandlers(hub));
});
afterEach(() => {
  vi.useRealTimers();
  hub.close();
});

const notification = apple({ alert: "Hello" });
const phone = { installationId: "phone", platform: "apns", pushChannel: "a".repeat(64), tags: ["news"] } as const;

/** A client whose waits pass at once. The delays it asked for are in `delays()`. */
function connect(options: ClientOptions = {}): NotificationHubClient {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  return new NotificationHubClient(hub.connectionString, "hub", {
    random: () => 0.5,
    ...options,
    onEvent(event) {
      events.push(event);
      if (event.type === "retry" && event.delayMs > 0) setImmediate(() => vi.advanceTimersByTime(event.delayMs));
    },
  });
}

const delays = (): number[] => events.flatMap((event) => (event.type === "retry" ? [event.delayMs] : []));
const requests = (operation: string): number => hub.requests.list().filter((one) => one.operation === operation).length;
const failOnce = (operation: "send" | "getInstallation" | "putInstallation", answer: FaultResponse, count = 1): void =>
  void hub.faults.add({ match: { operation }, answer, count });
const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => expect.unreachable("the call should have failed"),
    (error: unknown) => error,
  );

describe("a send that the service put off", () => {
  it.each<[string, FaultResponse, number]>([
    ["429 with seconds", { status: 429, retryAfterSeconds: 7 }, 7000],
    ["429 without a header", { status: 429 }, 500],
    ["429 with garbage", { status: 429, headers: { "Retry-After": "soon" } }, 500],
    ["503", { status: 503 }, 500],
    ["503 with seconds", { status: 503, retryAfterSeconds: 2 }, 2000],
    ["403 with Retry-After", { status: 403, retryAfterSeconds: 3 }, 3000],
  ])("is retried after %s", async (_title, answer, delayMs) => {
    failOnce("send", answer);
    const client = connect();
    await client.installations.put(phone);
    const result = await client.send(notification, "news");
    expect(result.attempts).toBe(2);
    expect(requests("send")).toBe(2);
    expect(delays()).toEqual([delayMs]);
    expect(hub.deliveries.list()).toHaveLength(1);
  });

  it("is retried after a Retry-After that is a date, measured by the Date of the response", async () => {
    hub.clock.freeze("2030-01-01T00:00:00Z");
    failOnce("send", { status: 429, headers: { "Retry-After": "Tue, 01 Jan 2030 00:00:09 GMT" } });
    const client = connect();
    await client.send(notification, everyone());
    expect(delays()).toEqual([9000]);
  });

  it("is retried three times at most, each time after a longer delay, and then fails with what was said last", async () => {
    failOnce("send", { status: 503 }, 10);
    const error = await failure(connect().send(notification, everyone()));
    expect(error).toMatchObject({
      code: "NH_SERVER_ERROR",
      status: 503,
      attempts: 4,
      retryable: true,
      mayHaveBeenSent: false,
    });
    expect(requests("send")).toBe(4);
    expect(delays()).toEqual([500, 1000, 2000]);
    expect(events.at(-1)).toMatchObject({ type: "giveUp", attempt: 4, error });
  });

  it("is given up at once when it should wait longer than the total time", async () => {
    failOnce("send", { status: 429, retryAfterSeconds: 121 });
    const error = await failure(connect().send(notification, everyone()));
    expect(error).toMatchObject({ code: "NH_THROTTLED", attempts: 1, retryAfterMs: 121_000 });
    expect(String(error)).toContain(". The response asks to wait 121 s. Tracking id ");
    expect(delays()).toEqual([]);
  });

  it("is not retried with retry: false", async () => {
    failOnce("send", { status: 429, retryAfterSeconds: 1 });
    const error = await failure(connect().send(notification, everyone(), { retry: false }));
    expect(error).toMatchObject({ code: "NH_THROTTLED", attempts: 1, retryAfterMs: 1000 });
  });

  it("stops waiting when the caller aborts, with the caller's reason", async () => {
    failOnce("send", { status: 429, retryAfterSeconds: 60 });
    const controller = new AbortController();
    const reason = new Error("enough");
    const client = new NotificationHubClient(hub.connectionString, "hub", {
      onEvent(event) {
        if (event.type === "retry") setImmediate(() => controller.abort(reason));
      },
    });
    await expect(client.send(notification, everyone(), { signal: controller.signal })).rejects.toBe(reason);
    expect(requests("send")).toBe(1);
  });
});

describe("an ambiguous failure of a send", () => {
  it.each<[string, FaultResponse]>([
    ["500", { status: 500 }],
    ["502", { status: 502 }],
    ["504", { status: 504 }],
    ["408", { status: 408 }],
    ["a status that only gateways use", { status: 520 }],
  ])("is not retried after %s", async (_title, answer) => {
    failOnce("send", answer);
    const error = await failure(connect().send(notification, everyone()));
    expect(error).toMatchObject({ code: "NH_SERVER_ERROR", attempts: 1, retryable: false, mayHaveBeenSent: true });
    expect(requests("send")).toBe(1);
  });

  it.each(["headers", "body", "processing"] as const)("is not retried after a reset behind the %s", async (after) => {
    failOnce("send", { reset: true, after });
    const client = connect();
    await client.installations.put(phone);
    const error = await failure(client.send(notification, "news"));
    expect(isHubConnectionError(error)).toBe(true);
    expect(error).toMatchObject({ code: "NH_CONNECTION", attempts: 1, mayHaveBeenSent: true });
    expect(String(error)).toContain("sending again may push twice");
    expect(hub.deliveries.list()).toHaveLength(after === "processing" ? 1 : 0);
  });

  it("is not retried after a truncated response", async () => {
    failOnce("send", { truncate: true, after: "processing" });
    const error = await failure(connect().send(notification, everyone(), { test: true }));
    expect(error).toMatchObject({ code: "NH_CONNECTION", attempts: 1, mayHaveBeenSent: true });
  });

  it("is retried when the caller allows it, which may push twice", async () => {
    failOnce("send", { reset: true, after: "processing" });
    const client = connect({ retry: { ambiguousSends: true } });
    await client.installations.put(phone);
    const result = await client.send(notification, "news");
    expect(result.attempts).toBe(2);
    expect(hub.deliveries.list()).toHaveLength(2);
  });

  it("is remembered when a later attempt is refused", async () => {
    failOnce("send", { reset: true, after: "processing" });
    failOnce("send", { status: 400, detail: "No." });
    const error = await failure(connect({ retry: { ambiguousSends: true } }).send(notification, everyone()));
    expect(error).toMatchObject({ code: "NH_BAD_REQUEST", attempts: 2, mayHaveBeenSent: true });
  });
});

describe("reads and writes that may be retried", () => {
  it.each<[string, FaultResponse]>([
    ["500", { status: 500 }],
    ["502", { status: 502 }],
    ["504", { status: 504 }],
    ["408", { status: 408 }],
    ["a reset before", { reset: true }],
    ["a reset after", { reset: true, after: "processing" }],
    ["a truncated response", { truncate: true, after: "processing" }],
  ])("are retried after %s", async (_title, answer) => {
    const client = connect();
    failOnce("putInstallation", answer);
    await client.installations.put(phone);
    failOnce("getInstallation", answer);
    expect(await client.installations.get("phone")).toMatchObject({ installationId: "phone", tags: ["news"] });
    expect(requests("getInstallation") + requests("putInstallation")).toBeGreaterThanOrEqual(2);
    expect(delays()).toEqual([500, 500]);
  });

  it("are not retried after a refusal", async () => {
    failOnce("getInstallation", { status: 400, detail: "No." }, 5);
    const error = await failure(connect().installations.get("phone"));
    expect(error).toMatchObject({ code: "NH_BAD_REQUEST", attempts: 1, retryable: false, detail: "No." });
  });
});

describe("deleting", () => {
  it("succeeds when a retry finds nothing after a response was lost", async () => {
    const client = connect();
    await client.installations.put(phone);
    hub.faults.add({
      match: { operation: "deleteInstallation" },
      answer: { reset: true, after: "processing" },
      count: 1,
    });
    hub.faults.add({ match: { operation: "deleteInstallation" }, answer: { status: 404 }, count: 1 });
    events.length = 0;
    await expect(client.installations.delete("phone")).resolves.toMatchObject({ attempts: 2 });
    // What succeeds is not reported as given up, and a trace of it shows no error.
    expect(events.map(({ type }) => type)).toEqual(["request", "retry", "request", "response"]);
    expect(events.at(-1)).toMatchObject({ status: 404, ok: true });
  });

  it("fails when there was nothing in the first place", async () => {
    hub.faults.add({
      match: { operation: "deleteInstallation" },
      answer: { status: 404, detail: "Installation not found." },
    });
    const error = await failure(connect().installations.delete("phone"));
    expect(error).toMatchObject({ code: "NH_NOT_FOUND", attempts: 1, mayHaveBeenSent: false });
  });
});

describe("a 401", () => {
  it("gets a fresh token, once and at once, when the token had expired", async () => {
    failOnce("send", { status: 401, detail: "ExpiredToken: The token is expired." });
    let forced = 0;
    const { createSasCredential } = await import("@nh/auth");
    const signer = createSasCredential(hub.connectionString);
    const client = connect({
      credential: {
        getToken(resourceUri, options) {
          if (options?.forceRefresh) forced++;
          return signer.getToken(resourceUri, options);
        },
      },
    });
    const result = await client.send(notification, everyone());
    expect(result.attempts).toBe(2);
    expect(delays()).toEqual([0]);
    expect(forced).toBe(1);
  });

  it("is final when the fresh token is called expired as well", async () => {
    failOnce("send", { status: 401, detail: "ExpiredToken: The token is expired." }, 5);
    const error = await failure(connect().send(notification, everyone()));
    expect(error).toMatchObject({ code: "NH_UNAUTHORIZED", attempts: 2 });
    expect(requests("send")).toBe(2);
  });

  it("is final when the signature is wrong", async () => {
    const wrong = hub.connectionString.replace(/SharedAccessKey=.*/, "SharedAccessKey=d3Jvbmc=");
    const client = new NotificationHubClient(wrong, "hub");
    const error = await failure(client.send(notification, everyone()));
    expect(error).toMatchObject({ code: "NH_UNAUTHORIZED", status: 401, attempts: 1, retryable: false });
    expect((error as HubResponseError).detail).toMatch(/^InvalidSignature/);
  });

  it("says that this machine's clock is wrong when it is, by the Date of the response", async () => {
    const tenMinutes = 600_000;
    const { createSasCredential } = await import("@nh/auth");
    const now = (): number => Date.now() - tenMinutes;
    const credential = createSasCredential(hub.connectionString, { ttlSeconds: 300, refreshMarginSeconds: 0, now });
    const error = await failure(connect({ now, credential }).send(notification, everyone()));
    expect(error).toMatchObject({ code: "NH_UNAUTHORIZED", attempts: 2 });
    expect(String(error)).toContain("The clock of this machine is 10 minutes behind the service's");
    expect(Math.abs(((error as HubResponseError).clockSkewMs ?? 0) + tenMinutes)).toBeLessThan(5000);
  });
});

describe("errors", () => {
  it.each<[number, string, string, Record<string, string>?]>([
    [400, "Bad.", "NH_BAD_REQUEST"],
    [400, "The notification has no target applications.", "NH_CREDENTIAL_MISSING"],
    [403, "Listen is not enough.", "NH_FORBIDDEN"],
    [403, "This operation is not available for your tier.", "NH_QUOTA"],
    [403, "The quota of pushes is exceeded.", "NH_QUOTA"],
    [403, "Slow down.", "NH_THROTTLED", { "Retry-After": "500" }],
    [404, "None.", "NH_NOT_FOUND"],
    [405, "No.", "NH_BAD_REQUEST"],
    [409, "SubCode=40900. Conflict.", "NH_CONFLICT"],
    [410, "Gone.", "NH_GONE"],
    [412, "ETag.", "NH_PRECONDITION_FAILED"],
    [413, "Large.", "NH_TOO_LARGE"],
    [501, "Never.", "NH_SERVER_ERROR"],
  ])("%i with %j is %s", async (status, detail, code, headers = {}) => {
    failOnce("send", { status, detail, headers });
    const error = await failure(connect().send(notification, everyone()));
    expect(isHubResponseError(error)).toBe(true);
    expect(error).toBeInstanceOf(HubResponseError);
    expect(error).toMatchObject({ code, status, detail, attempts: 1, mayHaveBeenSent: false });
    expect((error as HubResponseError).trackingId).toMatch(/^[0-9a-f-]{36}/);
    expect((error as HubResponseError).correlationId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    ["gcm", "Google has shut down gcm: send fcmv1, and give the hub the credential fcmV1."],
    ["apple", "Give the hub the credential apns."],
    ["windowsphone", "Give the hub the credential mpns."],
    ["template", "Give the hub the credential of this format."],
  ])("say which credential the hub lacks for the format %s", async (format, hint) => {
    const detail =
      `The notification has no target applications. The notification format is ${format}. ` +
      "Review the credentials specified in the notification hub description and the notification format.";
    failOnce("send", { status: 400, detail });
    const error = await failure(connect().send(notification, everyone()));
    expect(error).toMatchObject({ code: "NH_CREDENTIAL_MISSING", status: 400, detail, retryable: false });
    expect(String(error)).toContain(`${detail} ${hint}`);
  });

  it("show no signature, no whole handle and no control character of what a gateway quotes", async () => {
    const page = [
      "<html><h1>Bad request</h1><pre>",
      "Authorization: SharedAccessSignature sr=a&sig=TOPSECRET&se=1",
      "<Error><Detail>no \u001b[31m https://blob/c?sv=1&amp;sig=TOPSECRET.TrackingId:a\r\nb,TimeStamp:1</Detail></Error>",
    ];
    for (const body of page.slice(1).map((line) => `${page[0]}${line}`)) {
      const fetch: Fetch = async () => new Response(body, { status: 400 });
      const error = await failure(connect({ fetch }).send(notification, everyone()));
      expect(isHubResponseError(error)).toBe(true);
      expect(`${error} ${JSON.stringify(error)}`).not.toContain("TOPSECRET");
      expect(String(error)).not.toMatch(/\p{Cc}/u);
    }
  });

  it("take a web page for a failure, even one with status 200", async () => {
    const fetch: Fetch = async () =>
      new Response("<html>blocked by proxy</html>", { headers: { "Content-Type": "text/html; charset=utf-8" } });
    const client = connect({ fetch, retry: false });
    expect(await failure(client.send(notification, everyone()))).toMatchObject({
      message:
        "send failed with 200 (NH_SERVER_ERROR); it may have been sent: blocked by proxy. The service never responds with a web page; check the endpoint and the proxies in between.",
      mayHaveBeenSent: true,
    });
    expect(await failure(client.installations.exists("phone"))).toMatchObject({ status: 200 });
  });

  it.each([
    ["send", 202, (client: NotificationHubClient) => client.send(notification, everyone())],
    ["send", 204, (client: NotificationHubClient) => client.send(notification, everyone())],
    ["installations.put", 206, (client: NotificationHubClient) => client.installations.put(phone)],
    ["registrations.get", 204, (client: NotificationHubClient) => client.registrations.get("1-2-3")],
  ])(
    "report a failure of %s when its status is %i, which the service never returns for it",
    async (call, status, act) => {
      const fetch: Fetch = async () => new Response(null, { status });
      const error = await failure(act(connect({ fetch, retry: false })));
      expect(error).toMatchObject({ code: "NH_SERVER_ERROR", status });
      expect(String(error)).toContain(`${call} failed with ${status} (NH_SERVER_ERROR)`);
      expect(String(error)).toContain(
        `The service never responds ${status} to this call; check the endpoint and the proxies in between.`,
      );
    },
  );

  it("do not occur for a status that the service or its documentation uses for success", async () => {
    const statuses = [200, 202, 204];
    const fetch: Fetch = async () => new Response(null, { status: statuses.shift() ?? 500 });
    const client = connect({ fetch, retry: false });
    await client.installations.put(phone);
    await client.installations.put(phone);
    await client.installations.delete("phone");
    expect(statuses).toEqual([]);
  });

  it("say what Azure Storage says", async () => {
    const body =
      '\ufeff<?xml version="1.0"?><Error><Code>AuthenticationFailed</Code><Message>Server failed to authenticate the request.</Message></Error>';
    const fetch: Fetch = async () => new Response(body, { status: 403 });
    const error = await failure(connect({ fetch }).send(notification, everyone()));
    expect(error).toMatchObject({ code: "NH_FORBIDDEN", detail: "Server failed to authenticate the request." });
  });

  it("survive an empty body", async () => {
    failOnce("send", { status: 403, detail: "" });
    const error = await failure(connect().send(notification, everyone()));
    expect(error).toMatchObject({ code: "NH_FORBIDDEN", detail: "" });
    expect(String(error)).toMatch(/^HubResponseError: send was refused with 403 \(NH_FORBIDDEN\)\. Tracking id /);
  });

  it("carry the request without token, body or whole handles", async () => {
    failOnce("send", { status: 400 });
    const { device } = await import("../src/index.js");
    const error = await failure(connect().send(notification, device("0123456789abcdef0123")));
    expect((error as HubResponseError).request).toEqual({
      method: "POST",
      url: "https://local-hub.invalid/hub/messages/?api-version=2020-06&direct=true",
      headers: {
        "Content-Type": "application/json;charset=utf-8",
        "ServiceBusNotification-Format": "apple",
        "ServiceBusNotification-DeviceHandle": "012345…0123",
        "apns-push-type": "alert",
      },
    });
    expect(JSON.stringify(error)).not.toContain("sig=");
  });
});
