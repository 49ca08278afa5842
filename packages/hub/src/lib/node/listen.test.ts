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
  it("names the addresses that it bound", async () => {
    expect((await serve()).addresses).toEqual(["127.0.0.1", "::1"]);
    expect((await serve({ host: "::1" })).addresses).toEqual(["::1"]);
  });

  it("lets an answer under way finish when it closes, and takes no new connection", async () => {
    const { handler, arrived, finish } = heldHandler();
    const { port, close } = await serve({ handler });
    const answer = fetch(`http://127.0.0.1:${port}/`);
    await arrived;
    const closed = close();
    finish(new Response("late"));
    expect(await (await answer).text()).toBe("late");
    await closed;
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  });

  it("cuts off an answer that does not come within the grace", async () => {
    const { handler, arrived } = heldHandler();
    const { port, close } = await serve({ handler });
    const answer = fetch(`http://127.0.0.1:${port}/`).catch((error: unknown) => error);
    await arrived;
    const before = performance.now();
    await close();
    expect(performance.now() - before).toBeLessThan(5_000);
    expect(await answer).toBeInstanceOf(TypeError);
  });

  it("gives up when there is no next port to fall back to", async () => {
    // Whoever has the last port, this test or another program: it is taken afterwards.
    await serve({ port: 65_535 }).catch(() => {});
    await expect(serve({ port: 65_535, portFallback: true })).rejects.toMatchObject({
      code: "NH_PORT_IN_USE",
      port: 65_535,
    });
  });
});

/** A handler that answers when it is told to. */
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
  it("are told apart by their guards", () => {
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
