import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { startHub } from "@nh/hub/node";
import { generateVapidKeys } from "@nh/platforms";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { startWebPushDouble } from "../../../../packages/platforms/test/doubles/web-push-double.js";
import { createTestHub, putPhone, testNow } from "../../test/test-hub.js";
import { createTestIo, type RunResult, runCli, type TestIo } from "../../test/test-io.js";
import { Interrupted } from "../interruption.js";

interface Report {
  readonly ok: boolean;
  readonly checks: readonly {
    readonly check: string;
    readonly state: string;
    readonly says: string;
    readonly fix?: string;
  }[];
}

const states = ({ json }: RunResult) =>
  Object.fromEntries(json<Report>().checks.map(({ check, state }) => [check, state]));
const last = ({ json }: RunResult) => json<Report>().checks.at(-1);

describe("nh doctor", () => {
  it("finds nothing wrong when everything works", async () => {
    const test = createTestHub();
    await putPhone(test);
    const result = await test.nh(["doctor", "--json"]);
    expect(result.code).toBe(0);
    expect(result.json()).toMatchObject({ ok: true });
    expect(states(result)).toEqual({
      configuration: "ok",
      "name resolution": "ok",
      tls: "skipped",
      clock: "ok",
      key: "ok",
      hub: "ok",
      rights: "ok",
    });
    expect((await test.nh(["doctor"])).out).toContain("ok       rights           Listen, Send, Manage\n");
  });

  it("stops at an invalid connection string", async () => {
    const result = await runCli(["doctor", "--json"], { env: { NH_CONNECTION_STRING: "Endpoint=what", NH_HUB: "x" } });
    expect(result.code).toBe(6);
    expect(states(result)).toEqual({ configuration: "broken" });
  });

  it("escapes a line break in the name of the hub", async () => {
    const result = await createTestHub().nh(["doctor", "--hub", "a\n b"]);
    expect(result.out).toContain('"a\\n b" is not a valid hub name.');
  });

  it("stops at a name without an address", async () => {
    const network = {
      resolve: () => Promise.reject(new Error("getaddrinfo ENOTFOUND")),
      handshake: async () => ({ protocol: "", validTo: "" }),
    };
    const result = await createTestHub().nh(["doctor", "--json"], { network });
    expect(result.code).toBe(9);
    expect(last(result)).toMatchObject({ check: "name resolution", state: "broken" });
  });

  it("stops at a failed handshake", async () => {
    const env = {
      NH_CONNECTION_STRING: "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=a;SharedAccessKey=a2V5",
      NH_HUB: "shop",
    };
    const network = {
      resolve: async () => ["1.2.3.4"],
      handshake: () => Promise.reject(new Error("self-signed certificate")),
    };
    const result = await runCli(["doctor", "--json"], { env, network });
    expect(result.code).toBe(9);
    expect(last(result)).toMatchObject({ check: "tls", says: "the handshake failed (self-signed certificate)" });
  });

  it("stops where nothing responds", async () => {
    const result = await createTestHub().nh(["doctor", "--json"], {
      fetch: () => Promise.reject(new TypeError("fetch failed")),
    });
    expect(result.code).toBe(9);
    expect(last(result)).toMatchObject({ check: "connection", fix: expect.stringContaining("nh hub start") });
  });

  const respond = (status: number, body: string, headers: Record<string, string> = {}) => ({
    fetch: async () => new Response(body, { status, headers }),
  });

  it("does not take a web page for the service", async () => {
    const page = respond(200, "<html>Sign in</html>", { "Content-Type": "text/html" });
    const result = await createTestHub().nh(["doctor", "--json"], page);
    const { code, err, json } = result;
    expect({ code, err, ok: json<Report>().ok }).toEqual({ code: 9, err: "", ok: false });
    expect(last(result)).toMatchObject({
      check: "connection",
      state: "broken",
      says: "something other than the service responds (a web page: a proxy or a captive portal)",
    });
  });

  it.each([
    [200, "registrations.get: Unexpected registration: document must contain a root element"],
    [206, "status 206, which the service never says here"],
    [302, "a redirect, status 302"],
    [404, "status 404, without the tracking ID of the service"],
    [403, "status 403, without the tracking ID of the service"],
    [401, "status 401, without the tracking ID of the service"],
  ])("prints the checks so far when something else responds with %i and no body", async (status, what) => {
    const result = await createTestHub().nh(["doctor", "--json"], respond(status, ""));
    expect(result.code).toBe(9);
    expect(states(result)).toEqual({
      configuration: "ok",
      "name resolution": "ok",
      tls: "skipped",
      clock: "skipped",
      connection: "broken",
    });
    expect(last(result)?.says).toContain(`something other than the service responds (${what}`);
  });

  it("sees a page that only the REST API's addresses get", async () => {
    const test = createTestHub();
    const result = await test.nh(["doctor", "--json", "--quiet"], {
      fetch: async (url, init) =>
        url.includes("registrations/")
          ? new Response("<html></html>", { headers: { "Content-Type": "text/html" } })
          : test.hub.fetch(new Request(url, init)),
    });
    expect(result.code).toBe(9);
    expect(Object.keys(states(result))).not.toContain("key");
    expect(last(result)?.says).toContain("(a web page: a proxy or a captive portal)");
  });

  it("does not take a failure of the service for a right", async () => {
    const test = createTestHub();
    const result = await test.nh(["doctor", "--json", "--quiet"], {
      fetch: async (url, init) =>
        url.includes("/registrations/")
          ? new Response("", { status: 500, headers: { TrackingId: "t" } })
          : test.hub.fetch(new Request(url, init)),
    });
    expect(result.code).toBe(1);
    expect(last(result)).toMatchObject({ check: "service", state: "broken", says: expect.stringContaining("500") });
  });

  it("says that a proxy asks for credentials, and so do other commands", async () => {
    const proxy = createServer((_request, response) => void response.writeHead(407).end()).listen(0, "127.0.0.1");
    onTestFinished(() => void proxy.close());
    await once(proxy, "listening");
    const endpoint = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/`;
    const env = { NH_CONNECTION_STRING: createTestHub().hub.connectionStringFor(endpoint), NH_HUB: "demo" };
    const result = await runCli(["doctor", "--json"], { env });
    const fix = expect.stringContaining("HTTPS_PROXY=http://user:password@host:port");
    expect(result.code).toBe(9);
    expect(last(result)).toMatchObject({ check: "connection", says: "a proxy asks for credentials (407)", fix });
    const sent = await runCli(["send", "apple", "--title", "Hi", "--tag", "a", "--json"], { env });
    expect(sent.code).toBe(9);
    expect(JSON.parse(sent.err)).toMatchObject({ status: 407, fix });
    const status = await runCli(["hub", "status", "--json"], { env });
    expect(JSON.parse(status.err)).toMatchObject({
      message: `${endpoint.slice(0, -1)} cannot be reached: a proxy asks for credentials (407).`,
      fix,
    });
  });

  describe("behind a proxy", () => {
    const namespace = "contoso.servicebus.windows.net";
    const noDirectWay = {
      resolve: () => Promise.reject(new Error("getaddrinfo ENOTFOUND")),
      handshake: () => Promise.reject(new Error("connect ETIMEDOUT")),
    };

    /** A proxy, and the command line on a machine that reaches the service only through it. */
    async function behind(
      onConnect: (target: string | undefined, socket: Duplex) => void,
      connectionString: string,
      more: Readonly<Record<string, string>> = {},
    ) {
      const proxy = createServer()
        .on("connect", ({ url }, socket) => onConnect(url, socket))
        .listen(0, "127.0.0.1");
      onTestFinished(() => void proxy.close());
      await once(proxy, "listening");
      vi.stubEnv("HTTPS_PROXY", `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
      const { HTTPS_PROXY } = process.env;
      const env = { HTTPS_PROXY, NH_CONNECTION_STRING: connectionString, NH_HUB: "demo", ...more };
      return runCli(["doctor", "--json"], { env, network: noDirectWay, now: Date.now });
    }

    afterEach(() => {
      vi.unstubAllEnvs();
    });

    it("checks clock, key and rights through the proxy, as the client goes", async () => {
      const hub = await startHub({ allowHosts: [namespace], port: 0, httpsPort: 0 });
      onTestFinished(() => hub.close());
      // The certificate of the local hub is for localhost.
      vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
      const targets = new Set<string | undefined>();
      const result = await behind(
        (url, socket) => {
          targets.add(url);
          const target = connect(Number(new URL(hub.httpsUrl ?? "").port), "127.0.0.1", () => {
            socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
            target.pipe(socket).pipe(target);
          });
          socket.on("error", () => target.destroy());
        },
        hub.hub.connectionStringFor(`https://${namespace}/`),
      );
      expect(states(result)).toEqual({
        configuration: "ok",
        "name resolution": "skipped",
        tls: "skipped",
        clock: "ok",
        key: "ok",
        hub: "ok",
        rights: "ok",
      });
      expect(result.json<Report>().checks.find(({ check }) => check === "tls")?.says).toBe(
        "without a proxy, the handshake failed (connect ETIMEDOUT); HTTPS_PROXY is set, and the next checks use it",
      );
      expect([...targets]).toEqual([`${namespace}:443`]);
    });

    it.each([
      [{ NO_PROXY: namespace }, "broken"],
      [{ no_proxy: "localhost, .windows.net" }, "broken"],
      [{ NO_PROXY: "*" }, "broken"],
      [{ NO_PROXY: "other.example" }, "skipped"],
    ])(
      "calls a name without an address broken where NO_PROXY keeps the client from the proxy: %j",
      async (more, state) => {
        const connectionString = createTestHub().hub.connectionStringFor(`https://${namespace}/`);
        const result = await behind((_url, socket) => void socket.destroy(), connectionString, more);
        expect(result.code).toBe(9);
        expect(states(result)).toMatchObject({ "name resolution": state });
        expect(result.out.includes("HTTPS_PROXY is set")).toBe(state === "skipped");
      },
    );

    it("checks TLS without the proxy where NO_PROXY names the host", async () => {
      const endpoint = `https://${namespace}/`;
      const NH_CONNECTION_STRING = createTestHub().hub.connectionStringFor(endpoint);
      const env = { HTTPS_PROXY: "http://127.0.0.1:9", NO_PROXY: "windows.net", NH_CONNECTION_STRING, NH_HUB: "demo" };
      const network = { ...noDirectWay, resolve: async () => ["203.0.113.7"] };
      const result = await runCli(["doctor", "--json"], { env, network });
      expect(result.code).toBe(9);
      expect(last(result)).toMatchObject({
        check: "tls",
        state: "broken",
        says: "the handshake failed (connect ETIMEDOUT)",
      });
    });

    it("lets the next check say that HTTPS_PROXY is not the address of a proxy", async () => {
      const NH_CONNECTION_STRING = createTestHub().hub.connectionStringFor(`https://${namespace}/`);
      vi.stubEnv("HTTPS_PROXY", "socks5://127.0.0.1:9");
      const env = { HTTPS_PROXY: "socks5://127.0.0.1:9", NH_CONNECTION_STRING, NH_HUB: "demo" };
      const result = await runCli(["doctor", "--json"], { env, network: noDirectWay, now: Date.now });
      expect(result.code).toBe(9);
      expect(states(result)).toMatchObject({ "name resolution": "skipped", tls: "skipped" });
      expect(last(result)).toMatchObject({
        says: expect.stringContaining("HTTPS_PROXY must be the address of a proxy"),
      });
    });

    it("says that the proxy asks for credentials", async () => {
      const result = await behind(
        (_url, socket) => void socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"),
        createTestHub().hub.connectionStringFor(`https://${namespace}/`),
      );
      expect(result.code).toBe(9);
      expect(last(result)).toMatchObject({ check: "connection", says: "a proxy asks for credentials (407)" });
    });
  });

  it("says how to reach a port that speaks plain http, and so do other commands", async () => {
    const { hub } = createTestHub();
    const NH_CONNECTION_STRING = hub.connectionString.replace(/;UseDevelopmentEmulator=true/i, "");
    const message =
      "write EPROTO 8022:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:ssl3_record.c:350:\n";
    const refuse = () => Promise.reject(Object.assign(new Error(message), { code: "EPROTO" }));
    const world = {
      env: { NH_CONNECTION_STRING, NH_HUB: "demo" },
      fetch: refuse,
      network: { resolve: async () => ["127.0.0.1"], handshake: refuse },
    };
    const fix = expect.stringContaining("Add ;UseDevelopmentEmulator=true to the connection string");
    const test = createTestHub();
    expect(last(await test.nh(["doctor", "--json"], world))).toMatchObject({ check: "tls", fix });
    const status = await test.nh(["hub", "status", "--json"], world);
    expect(JSON.parse(status.err)).toMatchObject({ message: expect.stringMatching(/:350:\)\.$/), fix });
    const got = await test.nh(["installations", "get", "a", "--timeout", "1s", "--json"], world);
    expect(JSON.parse(got.err)).toMatchObject({ fix });
  });

  it("blames a proxy when what responds for Azure speaks plain http, since Azure's endpoints never do", async () => {
    const refuse = () => Promise.reject(Object.assign(new Error("wrong version number"), { code: "EPROTO" }));
    const NH_CONNECTION_STRING =
      "Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=k;SharedAccessKey=c2VjcmV0";
    const world = {
      env: { NH_CONNECTION_STRING, NH_HUB: "shop" },
      fetch: refuse,
      network: { resolve: async () => ["203.0.113.7"], handshake: refuse },
    };
    const fix =
      "The response is plain http, not TLS. A proxy or firewall may interfere; outgoing port 443 must be open.";
    const test = createTestHub();
    expect(last(await test.nh(["doctor", "--json"], world))).toMatchObject({ check: "tls", fix });
    const got = await test.nh(["installations", "get", "a", "--timeout", "1s", "--json"], world);
    expect(JSON.parse(got.err)).toMatchObject({ code: "NH_CONNECTION", fix });
  });

  it("ends at Ctrl-C without reporting the interrupt as a broken link", async () => {
    const test = createTestHub();
    const io: TestIo = createTestIo({
      ...test.world,
      fetch: (_url, { signal }) => {
        io.interrupt(new Interrupted("SIGINT"));
        return Promise.reject(signal?.reason);
      },
    });
    const { code, out } = await runCli(["doctor"], io);
    expect(code).toBe(130);
    expect(out).toBe("");
  });

  it("counts the devices that a tag reaches, with the same audience options as send", async () => {
    const test = createTestHub();
    await putPhone(test, "phone-1", "--tags", "news");
    const words = ["apple", "--title", "Hi", "--tag", "news", "--tag", "sport"];
    const { json } = await test.nh(["hub", "explain", ...words, "--json"]);
    expect(json()).toMatchObject({ matched: 1 });
    expect((await test.nh(["hub", "explain", "apple", "--title", "Hi"])).code).toBe(2);
  });

  it("warns about a clock that differs from that of a local hub", async () => {
    const test = createTestHub();
    await test.nh(["hub", "clock", "advance", "10m"]);
    const result = await test.nh(["doctor", "--json"]);
    expect(result.code).toBe(0);
    expect(states(result)).toMatchObject({ clock: "warning", key: "ok" });
  });

  it("distinguishes a wrong key from a missing right", async () => {
    const test = createTestHub();
    const env = {
      ...test.world.env,
      NH_CONNECTION_STRING: test.hub.connectionString.replace(/SharedAccessKey=[^;]+/, "SharedAccessKey=eA=="),
    };
    const wrong = await test.nh(["doctor", "--json"], { env });
    expect(wrong.code).toBe(3);
    expect(last(wrong)).toMatchObject({
      check: "key",
      state: "broken",
      fix: "Copy the connection string that nh hub start printed.",
    });
    const policies = [{ keyName: "listen", rights: ["Listen" as const], primaryKey: "bGlzdGVu" }];
    const limited = createTestHub({
      policies: [...policies, { keyName: "all", rights: ["Listen", "Send", "Manage"], primaryKey: "YWxs" }],
    });
    const listenEnv = {
      NH_HUB: "demo",
      NH_CONNECTION_STRING: limited.hub.connectionStringFor("http://localhost:7447/", "listen"),
    };
    const result = await limited.nh(["doctor", "--json"], { env: listenEnv });
    expect(result.code).toBe(3);
    expect(last(result)).toMatchObject({ check: "rights", state: "broken", says: "Listen; not Send, Manage" });
  });

  it("reports a hub that does not exist", async () => {
    const test = createTestHub({ hubs: ["shop"] });
    const result = await test.nh(["doctor", "--json"]);
    expect(result.code).toBe(4);
    expect(last(result)).toMatchObject({
      check: "hub",
      state: "broken",
      says: "the hub demo does not exist in localhost:7447",
      fix: "This local hub holds: shop. Pass --hub shop.",
    });
  });

  it("warns of a hub that a local hub has only because of its name", async () => {
    const test = createTestHub();
    await putPhone(test);
    const misspelled = await test.nh(["doctor", "--hub", "demmo", "--json"]);
    expect(misspelled.code).toBe(0);
    expect(misspelled.json<{ checks: unknown[] }>().checks).toContainEqual({
      check: "hub",
      state: "warning",
      says: "demmo did not exist before this check; a local hub creates a hub when its name is first used",
      fix: "This local hub holds: demo. Pass --hub demo.",
    });
  });

  it("names the files that decide, and so do errors of the service", async () => {
    const io = createTestIo({
      env: { SHOP: createTestHub().hub.connectionString },
      fetch: () => Promise.reject(new TypeError("fetch failed")),
    });
    await runCli(["profile", "add", "shop", "--connection-string", "env:SHOP", "--hub", "shop"], io);
    await io.files.writeText(join(io.cwd, ".nh/config.json"), '{"profile":"shop"}');
    const source = `profile shop in ${io.configDirectory}/config.json, which ${io.cwd}/.nh/config.json names`;
    const { json } = await runCli(["doctor", "--json"], io);
    expect(json<{ checks: { says: string }[] }>().checks[0]?.says).toBe(
      `hub shop at http://localhost:7447/, from ${source}`,
    );
    const { code, err } = await runCli(["hub", "status"], io);
    expect(code).toBe(9);
    expect(err).toContain(`\n  hub: the local hub at localhost:7447, from ${source}\n`);
    const asJson = await runCli(["hub", "status", "--json"], io);
    expect(JSON.parse(asJson.err)).toMatchObject({ hub: `the local hub at localhost:7447, from ${source}` });
  });

  it("requires the platform of a notification", async () => {
    const result = await createTestHub().nh(["doctor", "--title", "Hi", "--expression", "news"]);
    expect(result.code).toBe(2);
    expect(result.err).toContain("--platform is missing; it is needed to check a notification.");
  });

  it("walks from audience to payload for a notification", async () => {
    const test = createTestHub();
    await putPhone(test, "phone-1", "--tags", "news");
    await putPhone(test, "phone-2", "--tags", "news,muted");
    const good = await test.nh([
      "doctor",
      "--platform",
      "apple",
      "--title",
      "Hi",
      "--expression",
      "news && !muted",
      "--json",
    ]);
    expect(good.code).toBe(0);
    expect(states(good)).toMatchObject({ audience: "ok", payload: "ok" });
    const nobody = await test.nh([
      "doctor",
      "--platform",
      "apple",
      "--title",
      "Hi",
      "--expression",
      "news && sport",
      "--json",
    ]);
    expect(nobody.code).toBe(4);
    expect(last(nobody)).toMatchObject({
      check: "audience",
      says: '0 of 2 native apple registrations match "news && sport": 2 have news, 0 have sport',
    });
    const other = await test.nh(["doctor", "--platform", "fcmv1", "--title", "Hi", "--everyone", "--json"]);
    expect(last(other)).toMatchObject({ says: "the hub has no native fcmv1 registration; its registrations: 2 apple" });
    const payload = await test.nh([
      "doctor",
      "--platform",
      "apple",
      "--title",
      "x".repeat(5000),
      "--everyone",
      "--json",
    ]);
    expect(payload.code).toBe(6);
    expect(last(payload)).toMatchObject({ check: "payload", state: "broken" });
  });

  it("explains the audience alone when there is no payload", async () => {
    const test = createTestHub();
    await putPhone(test, "phone-1", "--tags", "news");
    const words = ["doctor", "--platform", "apple", "--json", "--expression"];
    const reached = await test.nh([...words, "news"]);
    expect(reached.code).toBe(0);
    expect(reached.json<Report>().checks.slice(-2)).toEqual([
      { check: "audience", state: "ok", says: "1 of 1 native apple registration would be reached" },
      {
        check: "payload",
        state: "skipped",
        says: "none was given",
        fix: "To check one, pass --title, --body or --payload.",
      },
    ]);
    const nobody = await test.nh([...words, "sports"]);
    expect(nobody.code).toBe(4);
    expect(last(nobody)?.says).toBe('0 of 1 native apple registration matches "sports": 0 have sports');
    const probed = await test.nh(["doctor", "--platform", "apple", "--installation", "phone-1", "--probe"]);
    expect(probed.code).toBe(2);
    expect(probed.err).toContain("The notification is empty.");
  });

  it("renders the templates of the devices that it reaches", async () => {
    const test = createTestHub();
    await test.nh(["hub", "seed", "5"]);
    const result = await test.nh([
      "doctor",
      "--platform",
      "template",
      "--properties",
      "title=Hi",
      "--properties",
      "body=There",
      "--everyone",
      "--json",
    ]);
    expect(result.code).toBe(0);
    expect(result.json<Report>().checks.find(({ check }) => check === "template")).toMatchObject({
      state: "ok",
      says: "all 5 templates can be rendered",
    });
  });

  it("says what the platform refuses of a rendered template, and which property the send lacks", async () => {
    const test = createTestHub();
    const put = (body: string) =>
      test.nh(["installations", "put", "--file", "-"], {
        input: JSON.stringify({
          installationId: "phone",
          platform: "apns",
          pushChannel: "00fc13ad".repeat(8),
          templates: { news: { body, headers: { "apns-push-type": "alert" } } },
        }),
      });
    const check = async () => {
      const send = ["doctor", "--platform", "template", "--properties", "title=Hi", "--everyone", "--json"];
      return (await test.nh(send)).json<Report>().checks.find(({ check }) => check === "template");
    };
    await put('{"aps":{"alert":"$(title)","badge":"$(title)"}}');
    expect(await check()).toMatchObject({
      state: "broken",
      says: expect.stringMatching(
        /^the platform refuses what the template news of .* becomes: apple: aps\.badge must be/,
      ),
    });
    await put('{"aps":{"alert":{"title":"$(title)","body":"$(text)","subtitle":"$(sub:{S})"}}}');
    expect(await check()).toMatchObject({
      state: "warning",
      says: "the template can be rendered, but the notification lacks text; an empty string takes its place",
    });
  });

  it("compares the clock with that of the service", async () => {
    const test = createTestHub({ now: () => testNow - 3_600_000 });
    const result = await test.nh(["doctor", "--json"]);
    expect(states(result)).toMatchObject({ clock: "warning" });
    expect(result.json<Report>().checks.find(({ check }) => check === "clock")?.says).toBe("1 h ahead of the service");
  });
});

describe("nh doctor --probe", () => {
  it("goes on to the push service with the credential of the hub", async () => {
    const double = await startWebPushDouble();
    onTestFinished(() => double.close());
    const keys = await generateVapidKeys();
    const { subscription, pushes, unsubscribe } = await double.subscribe(keys.publicKey);
    const credentials = { browser: { subject: "mailto:push@example.com", ...keys } };
    const test = createTestHub({ hubs: [{ name: "demo", credentials }], now: Date.now });
    const options = { ...test.world, now: Date.now };
    const device = ["--platform", "browser", "--channel", JSON.stringify(subscription)];
    expect((await test.nh(["installations", "put", "phone-1", ...device], options)).code).toBe(0);
    const words = [
      "doctor",
      "--platform",
      "browser",
      "--title",
      "Hi",
      "--installation",
      "phone-1",
      "--probe",
      "--json",
    ];
    const reached = await test.nh(words, options);
    expect({ code: reached.code, last: last(reached) }).toEqual({
      code: 0,
      last: { check: "probe payload", state: "ok", says: "the push service accepts it" },
    });
    expect(pushes.map(({ text }) => text)).toEqual(['{"title":"Hi"}']);
    unsubscribe();
    const gone = await test.nh(words, options);
    expect(gone.code).toBe(4);
    expect(gone.json<Report>().checks.find(({ state }) => state === "broken")).toMatchObject({ check: "probe handle" });
  });

  it("says that the hub has no credential, and needs a device", async () => {
    const test = createTestHub();
    await putPhone(test);
    const words = ["doctor", "--platform", "apple", "--title", "Hi", "--probe", "--json"];
    const without = await test.nh([...words, "--installation", "phone-1"]);
    expect(last(without)).toMatchObject({ check: "probe", says: "The hub demo has no credential for apple." });
    expect(without.code).toBe(6);
    const nobody = await test.nh([...words, "--everyone"]);
    expect(nobody.code).toBe(2);
    expect(nobody.err).toContain("--probe needs --platform and --installation.");
  });
});
