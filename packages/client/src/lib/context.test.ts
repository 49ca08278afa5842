import http from "node:http";
import type { AddressInfo } from "node:net";
import { parseConnectionString } from "@nh/auth";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import packageJson from "../../package.json";
import { ArgumentError } from "./argument-error.js";
import { connectionOf, createContext } from "./context.js";
import type { FetchInit } from "./transport/fetch.js";

const connectionString =
  "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=Full;SharedAccessKey=c2VjcmV0";

/** A `fetch` that keeps what it was asked and responses 200. */
function recorder(): {
  calls: { url: string; init: FetchInit }[];
  fetch: (url: string, init: FetchInit) => Promise<Response>;
} {
  const calls: { url: string; init: FetchInit }[] = [];
  return {
    calls,
    fetch: async (url, init) => {
      calls.push({ url, init });
      return new Response("body", { headers: { TrackingId: "t", "X-Other": "o" } });
    },
  };
}

describe("createContext", () => {
  it("reads a connection string, or what parseConnectionString made of it", () => {
    for (const connection of [connectionString, parseConnectionString(connectionString)]) {
      expect(createContext(connection, "hub")).toMatchObject({
        endpoint: "https://contoso.servicebus.windows.net/",
        hubName: "hub",
      });
    }
  });

  it("takes the hub from EntityPath when none is given", () => {
    expect(createContext(`${connectionString};EntityPath=orders`).hubName).toBe("orders");
    expect(createContext(`${connectionString};EntityPath=orders`, "mine").hubName).toBe("mine");
  });

  it.each([undefined, "", "a/b", "..", ".", "a b", "ü", "x".repeat(261), 5])("refuses the hub name %j", (hubName) => {
    expect(() => createContext(connectionString, hubName as string)).toThrow("The hub name must have");
  });

  it.each([undefined, null, 5, {}])("refuses the connection %j", (connection) => {
    expect(() => createContext(connection as never, "hub")).toThrow(TypeError);
  });

  it("refuses a connection object that leads to another machine unprotected", () => {
    const connection = { endpoint: "http://example.com/", sharedAccessKeyName: "a", sharedAccessKey: "b" };
    expect(() => createContext(connection, "hub")).toThrow("plain http");
  });

  it("builds the address from its own endpoint, with the version and the query", async () => {
    const { calls, fetch } = recorder();
    const context = createContext(connectionString, "hub", { fetch, apiVersion: "2017-04" });
    await connectionOf(context).call({
      operation: "getInstallation",
      call: "installations.get",
      parameter: "a/b?",
      query: "x=1",
      retryRule: "idempotent",
    });
    expect(calls[0]?.url).toBe(
      "https://contoso.servicebus.windows.net/hub/installations/a%2Fb%3F?api-version=2017-04&x=1",
    );
  });

  it("signs for the hub and names itself", async () => {
    const { calls, fetch } = recorder();
    const context = createContext(connectionString, "hub", { fetch, userAgent: "shop/1.2" });
    await connectionOf(context).call({
      operation: "listRegistrations",
      call: "registrations.list",
      headers: { "X-Mine": "1" },
      retryRule: "idempotent",
    });
    expect(calls[0]?.init).toMatchObject({ method: "GET", redirect: "manual" });
    expect(calls[0]?.init.headers).toEqual({
      Authorization: expect.stringMatching(
        /^SharedAccessSignature sr=https%3A%2F%2Fcontoso\.servicebus\.windows\.net%2Fhub&sig=[^&]+&se=\d+&skn=Full$/,
      ),
      "User-Agent": `shop/1.2 nh-client/${packageJson.version}`,
      "X-Mine": "1",
    });
  });

  it("resolves with status, text, headers and identifiers", async () => {
    const { fetch } = recorder();
    const response = await connectionOf(createContext(connectionString, "hub", { fetch })).call({
      operation: "listJobs",
      call: "jobs.list",
      retryRule: "idempotent",
    });
    expect(response).toMatchObject({
      status: 200,
      text: "body",
      attempts: 1,
      trackingId: "t",
      correlationId: undefined,
    });
    expect(response.header("x-other")).toBe("o");
    expect(response.header("x-none")).toBeUndefined();
  });

  it.each([undefined, "", ".", "..", 5])("rejects the parameter %j", async (parameter) => {
    const { calls, fetch } = recorder();
    const context = createContext(connectionString, "hub", { fetch });
    const call = connectionOf(context).call({
      operation: "getInstallation",
      call: "installations.get",
      parameter: parameter as string,
      retryRule: "idempotent",
    });
    await expect(call).rejects.toThrow(TypeError);
    expect(calls).toHaveLength(0);
  });

  it("rejects what is not a signal", async () => {
    const { fetch } = recorder();
    const context = createContext(connectionString, "hub", { fetch });
    const call = connectionOf(context).call(
      { operation: "listJobs", call: "jobs.list", retryRule: "idempotent" },
      { signal: {} as AbortSignal },
    );
    await expect(call).rejects.toThrow(": signal must be an AbortSignal");
  });

  it("passes the error of the caller's credential through untouched, without sending", async () => {
    const { calls, fetch } = recorder();
    const failure = new Error("the vault is sealed");
    const credential = { getToken: () => Promise.reject(failure) };
    const context = createContext(connectionString, "hub", { fetch, credential });
    await expect(
      connectionOf(context).call({ operation: "listJobs", call: "jobs.list", retryRule: "idempotent" }),
    ).rejects.toBe(failure);
    expect(calls).toHaveLength(0);
  });

  it("needs no key beside a credential, only the endpoint", async () => {
    const { calls, fetch } = recorder();
    const credential = { getToken: async () => ({ token: "SharedAccessSignature x", expiresAtMs: 0 }) };
    const context = createContext({ endpoint: "sb://contoso.servicebus.windows.net/" }, "hub", { fetch, credential });
    await connectionOf(context).call({ operation: "listJobs", call: "jobs.list", retryRule: "idempotent" });
    expect(calls[0]?.init.headers).toMatchObject({ Authorization: "SharedAccessSignature x" });
    expect(() => createContext({ endpoint: "sb://contoso.servicebus.windows.net/" }, "hub")).toThrow(
      "The connection string has no SharedAccessKeyName.",
    );
  });

  it("says of a credential that fails after an ambiguous attempt that the send may have been carried out", async () => {
    const failure = new Error("the vault is sealed");
    let asked = 0;
    const credential = {
      getToken: async () => {
        if (++asked > 1) throw failure;
        return { token: "SharedAccessSignature x", expiresAtMs: 0 };
      },
    };
    const context = createContext(connectionString, "hub", {
      fetch: async () => new Response(null, { status: 500 }),
      credential,
      retry: { baseDelayMs: 0, ambiguousSends: true },
    });
    await expect(
      connectionOf(context).call({ operation: "send", call: "send", retryRule: "send" }),
    ).rejects.toMatchObject({
      code: "NH_CONNECTION",
      message:
        "send failed without a response: the vault is sealed. The service may have carried it out, so sending again may push twice.",
      attempts: 2,
      mayHaveBeenSent: true,
      cause: failure,
    });
    expect(asked).toBe(2);
  });

  it("takes a response whose headers cannot be read for one that was lost, and tells the listener", async () => {
    const types: string[] = [];
    const context = createContext(connectionString, "hub", {
      fetch: async () => ({ status: 201, headers: {}, text: async () => "" }) as Response,
      onEvent: ({ type }) => types.push(type),
    });
    await expect(
      connectionOf(context).call({ operation: "send", call: "send", retryRule: "send" }),
    ).rejects.toMatchObject({
      code: "NH_CONNECTION",
      mayHaveBeenSent: true,
    });
    expect(types).toEqual(["request", "giveUp"]);
  });

  it("takes a signal without throwIfAborted, as polyfills make it", async () => {
    const { calls, fetch } = recorder();
    const context = createContext(connectionString, "hub", { fetch });
    const signal = Object.assign(new AbortController().signal, { throwIfAborted: undefined }) as unknown as AbortSignal;
    expect(
      (
        await connectionOf(context).call(
          { operation: "listJobs", call: "jobs.list", retryRule: "idempotent" },
          { signal },
        )
      ).status,
    ).toBe(200);
    expect(calls).toHaveLength(1);
  });

  it("shows no signature and no whole handle that a transport quotes in its error", async () => {
    const fetch = (url: string): Promise<never> => Promise.reject(new Error(`request to ${url} failed, reason: reset`));
    const context = createContext(connectionString, "hub", { fetch, retry: false });
    const spec = { operation: "listRegistrations", call: "registrations.list", retryRule: "idempotent" } as const;
    const query = "%24filter=DeviceToken%20eq%20%270123456789abcdef%27";
    const failures = [
      connectionOf(context).call({ ...spec, query }),
      connectionOf(context).read({
        operation: "getFeedbackContainer",
        call: "getFeedbackContainerUrl",
        url: "https://blobs.example/x?sig=TOPSECRET",
      }),
    ];
    for (const failure of failures) {
      const error = (await failure.catch((reason: unknown) => reason)) as Error;
      expect(error.message).toContain("request to https://");
      expect(`${error.stack} ${String(error.cause)}`).not.toMatch(/0123456789abcdef|TOPSECRET/);
    }
  });

  it("bounds a credential that never responds by timeoutMs, and knows that nothing was sent", async () => {
    const { fetch } = recorder();
    const credential = { getToken: () => new Promise<never>(() => undefined) };
    const context = createContext(connectionString, "hub", { fetch, credential, timeoutMs: 20, retry: false });
    await expect(
      connectionOf(context).call({ operation: "send", call: "send", retryRule: "send" }),
    ).rejects.toMatchObject({
      code: "NH_TIMEOUT",
      mayHaveBeenSent: false,
    });
  });

  it("tells a credential that its time is over", async () => {
    const { fetch } = recorder();
    let told: AbortSignal | undefined;
    const credential = {
      getToken(_resourceUri: string, options?: { signal?: AbortSignal | undefined }) {
        told = options?.signal;
        return new Promise<never>(() => undefined);
      },
    };
    const context = createContext(connectionString, "hub", { fetch, credential, timeoutMs: 20, retry: false });
    await expect(
      connectionOf(context).call({ operation: "send", call: "send", retryRule: "send" }),
    ).rejects.toMatchObject({
      code: "NH_TIMEOUT",
    });
    expect(told?.aborted).toBe(true);
  });

  it("passes the error of a credential that throws at once through, and leaves no timer behind", async () => {
    vi.useFakeTimers();
    const { fetch } = recorder();
    const failure = new Error("no vault");
    const getToken = (): never => {
      throw failure;
    };
    const context = createContext(connectionString, "hub", { fetch, credential: { getToken } });
    await expect(
      connectionOf(context).call({ operation: "listJobs", call: "jobs.list", retryRule: "idempotent" }),
    ).rejects.toBe(failure);
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  it("says that a redirect is not followed, also where a browser hides its status", async () => {
    for (const status of [0, 302]) {
      const fetch = async () => ({ status, headers: { get: () => null }, text: async () => "" });
      const call = connectionOf(createContext(connectionString, "hub", { fetch })).call({
        operation: "listJobs",
        call: "jobs.list",
        retryRule: "idempotent",
      });
      await expect(call).rejects.toMatchObject({
        status,
        message:
          status === 0
            ? "jobs.list failed with 0 (NH_SERVER_ERROR). Redirects are not followed; check the endpoint."
            : `jobs.list was refused with ${status} (NH_SERVER_ERROR). Redirects are not followed; check the endpoint.`,
      });
    }
  });

  it("passes an abort on to a credential that never responds", async () => {
    const { fetch } = recorder();
    const credential = { getToken: () => new Promise<never>(() => undefined) };
    const context = createContext(connectionString, "hub", { fetch, credential });
    const controller = new AbortController();
    const call = connectionOf(context).call(
      { operation: "send", call: "send", retryRule: "send" },
      { signal: controller.signal },
    );
    controller.abort("stop");
    await expect(call).rejects.toBe("stop");
  });

  it("says what a credential must return", async () => {
    const { fetch } = recorder();
    const credential = { getToken: async () => ({}) as never };
    const context = createContext(connectionString, "hub", { fetch, credential });
    await expect(
      connectionOf(context).call({ operation: "listJobs", call: "jobs.list", retryRule: "idempotent" }),
    ).rejects.toThrow("an object with a token");
  });

  it("bounds all attempts by totalTimeoutMs", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    onTestFinished(() => void vi.useRealTimers());
    let attempts = 0;
    const fetch = (): Promise<Response> => {
      attempts++;
      vi.advanceTimersByTime(40);
      return new Promise(() => undefined);
    };
    const retry = { baseDelayMs: 0 };
    const context = createContext(connectionString, "hub", { fetch, timeoutMs: 40, totalTimeoutMs: 60, retry });
    let error: unknown;
    connectionOf(context)
      .call({ operation: "listJobs", call: "jobs.list", retryRule: "idempotent" })
      .catch((thrown: unknown) => {
        error = thrown;
      });
    // Only the attempts take time; what the machine is slow at, such as loading a module, takes
    // none.
    while (error === undefined) await vi.advanceTimersByTimeAsync(0);
    expect(error).toMatchObject({ code: "NH_TIMEOUT", attempts: 2 });
    expect(String(error)).toContain("within 60 ms (totalTimeoutMs)");
    expect(attempts).toBe(2);
  });

  it("does not let a listener disturb a call", async () => {
    const { fetch } = recorder();
    const onEvent = (): never => {
      throw new Error("broken listener");
    };
    const context = createContext(connectionString, "hub", { fetch, onEvent });
    expect(
      (await connectionOf(context).call({ operation: "listJobs", call: "jobs.list", retryRule: "idempotent" })).status,
    ).toBe(200);
  });

  it("reports a request and its response", async () => {
    const { fetch } = recorder();
    const events: object[] = [];
    const context = createContext(connectionString, "hub", { fetch, onEvent: (event) => events.push(event) });
    await connectionOf(context).call({ operation: "listJobs", call: "jobs.list", retryRule: "idempotent" });
    const url = "https://contoso.servicebus.windows.net/hub/jobs?api-version=2020-06";
    expect(events).toEqual([
      { type: "request", operation: "listJobs", callId: 1, attempt: 1, method: "GET", url },
      {
        type: "response",
        operation: "listJobs",
        callId: 1,
        attempt: 1,
        status: 200,
        ok: true,
        durationMs: expect.any(Number),
        trackingId: "t",
        correlationId: undefined,
      },
    ]);
  });
});

describe("the transport of a context", () => {
  it("is opened once for calls that begin together", async () => {
    let opened = 0;
    const server = http.createServer((_request, response) => response.end());
    server.on("connection", () => opened++);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const local = `Endpoint=http://127.0.0.1:${port}/;SharedAccessKeyName=Full;SharedAccessKey=c2VjcmV0`;
    const context = createContext(local, "hub");
    const call = () =>
      connectionOf(context).call({ operation: "listJobs", call: "jobs.list", retryRule: "idempotent" });
    await Promise.all([call(), call()]);
    await call();
    expect(opened).toBe(2);
    await context.close();
  });

  it("may be closed before the first call", async () => {
    await expect(createContext(connectionString, "hub").close()).resolves.toBeUndefined();
    const close = vi.fn(async () => undefined);
    const fetch = Object.assign(recorder().fetch, { close });
    await createContext(connectionString, "hub", { fetch }).close();
    expect(close).toHaveBeenCalledOnce();
  });

  it("closes the sockets of a call that is still loading it", async () => {
    const close = vi.fn(async () => undefined);
    const { calls, fetch } = recorder();
    const context = createContext(connectionString, "hub", { fetch: Object.assign(fetch, { close }) });
    const call = connectionOf(context).call({ operation: "listJobs", call: "jobs.list", retryRule: "idempotent" });
    await context.close();
    await call;
    expect(calls).toHaveLength(1);
    expect(close).toHaveBeenCalledOnce();
  });
});

describe("what is not a context", () => {
  it.each([undefined, null, {}, "context"])("is refused: %j", (context) => {
    expect(() => connectionOf(context as never)).toThrow(
      new ArgumentError("operation", "context", "must be what createContext returns"),
    );
  });
});

describe("reading an address", () => {
  it("reads as much when it dumps what it reads", async () => {
    const text = "x".repeat(17 * 1024 * 1024);
    const fetch = async () => ({ status: 200, headers: { get: () => null }, text: async () => text });
    const context = createContext(connectionString, "hub", { fetch, dump: () => undefined, retry: false });
    const spec = {
      operation: "getFeedbackContainer",
      call: "getFeedbackContainerUrl",
      url: "https://account.example/blob",
    } as const;
    expect((await connectionOf(context).read({ ...spec, maxBytes: 20 * 1024 * 1024 })).text).toHaveLength(text.length);
    await expect(connectionOf(context).read(spec)).rejects.toThrow("longer than 16777216 bytes");
  });

  it("reads no more than it may, and does not ask again for what is too long", async () => {
    const { calls, fetch } = recorder();
    const context = createContext(connectionString, "hub", { fetch, retry: { baseDelayMs: 0 } });
    const call = connectionOf(context).read({
      operation: "getFeedbackContainer",
      call: "getFeedbackContainerUrl",
      url: "https://blobs.example/x",
      maxBytes: 3,
    });
    await expect(call).rejects.toThrow("longer than 3 bytes");
    expect(calls).toHaveLength(1);
  });
});
