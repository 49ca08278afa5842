import { afterEach, describe, expect, it } from "vitest";
import { certificateEnvironment, certificateVariables } from "./certificate-variables.js";
import { HubStartError, HubStoreError, isHubStartError, isHubStoreError } from "./errors.js";
import { type Listener, type ListenOptions, listen } from "./listen.js";

const open: Listener[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((listener) => listener.close()));
});

async function serve(options: Partial<ListenOptions> = {}): Promise<Listener> {
  const handler = async () => new Response("hello");
  const listener = await listen({ handler, host: "127.0.0.1", port: 0, portFallback: false, ...options });
  open.push(listener);
  return listener;
}

describe("listen", () => {
  it("lists the bound addresses", async () => {
    expect((await serve()).addresses).toEqual(["127.0.0.1", "::1"]);
    expect((await serve({ host: "::1" })).addresses).toEqual(["::1"]);
  });

  it("lets a running response finish when it closes, and accepts no new connection", async () => {
    const { handler, arrived, finish } = heldHandler();
    const { port, close } = await serve({ handler });
    const response = fetch(`http://127.0.0.1:${port}/`);
    await arrived;
    const closed = close();
    finish(new Response("late"));
    expect(await (await response).text()).toBe("late");
    await closed;
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  });

  it("cuts off a response that does not come within the grace period", async () => {
    const { handler, arrived } = heldHandler();
    const { port, close } = await serve({ handler });
    const response = fetch(`http://127.0.0.1:${port}/`).catch((error: unknown) => error);
    await arrived;
    const before = performance.now();
    await close();
    expect(performance.now() - before).toBeLessThan(5_000);
    expect(await response).toBeInstanceOf(TypeError);
  });

  it("gives up when no port is left to fall back to", async () => {
    // The last port is in use after this, by this test or by another program.
    await serve({ port: 65_535 }).catch(() => {});
    await expect(serve({ port: 65_535, portFallback: true })).rejects.toMatchObject({
      code: "NH_PORT_IN_USE",
      port: 65_535,
    });
  });
});

/** A handler that responds when the test says so. */
function heldHandler() {
  let finish: (response: Response) => void = () => {};
  let arrive: () => void = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const handler = () =>
    new Promise<Response>((resolve) => {
      finish = resolve;
      arrive();
    });
  return { handler, arrived, finish: (response: Response) => finish(response) };
}

describe("the errors of a start", () => {
  it("are distinguished by their guards", () => {
    const start = new HubStartError("NH_PORT_IN_USE", "in use", { port: 1 });
    const store = new HubStoreError("NH_STORE_LOCKED", "locked", { path: "hub.db" });
    expect([isHubStartError(start), isHubStartError(store), isHubStartError(undefined)]).toEqual([true, false, false]);
    expect([isHubStoreError(store), isHubStoreError(start), isHubStoreError(new Error("x"))]).toEqual([
      true,
      false,
      false,
    ]);
    expect([start.cause, store.cause, start.name, store.name]).toEqual([
      undefined,
      undefined,
      "HubStartError",
      "HubStoreError",
    ]);
  });
});

describe("certificateEnvironment", () => {
  it("sets every variable to the file", () => {
    expect(certificateEnvironment("/nh/localhost.crt")).toEqual({
      NODE_EXTRA_CA_CERTS: "/nh/localhost.crt",
      SSL_CERT_FILE: "/nh/localhost.crt",
      REQUESTS_CA_BUNDLE: "/nh/localhost.crt",
      CURL_CA_BUNDLE: "/nh/localhost.crt",
      DENO_CERT: "/nh/localhost.crt",
    });
    expect(certificateVariables.filter(({ replacesSystemCertificates }) => !replacesSystemCertificates)).toHaveLength(
      2,
    );
  });
});
