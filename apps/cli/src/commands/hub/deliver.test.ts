import { createSasCredential } from "@nh/auth";
import { generateVapidKeys } from "@nh/platforms";
import { encodeHubEntry } from "@nh/wire/server";
import { expect, it, onTestFinished, vi } from "vitest";
import { startWebPushDouble } from "../../../../../packages/platforms/test/doubles/web-push-double.js";
import { createTestIo, runCli } from "../../../test/test-io.js";
import { Interrupted } from "../../interruption.js";

it("pushes to a real browser, prints what left, and releases a delivery to another", async () => {
  const double = await startWebPushDouble();
  onTestFinished(() => double.close());
  const keys = await generateVapidKeys();
  const [first, second] = [await double.subscribe(keys.publicKey), await double.subscribe(keys.publicKey)];

  const io = createTestIo({ env: {} });
  const words = ["--port", "0", "--no-https", "--hubs", "shop", "--deliver=browser", "--deliver-hosts", "loopback"];
  const running = runCli(["hub", "start", ...words], io);
  await vi.waitFor(() => expect(io.err()).toContain("Running."), { timeout: 30_000 });
  expect(io.err()).toContain("Pushes to browsers leave this machine for the push service that each one names.\n");
  const connection = /^connection +(.*)$/m.exec(io.out())?.[1] ?? "";
  const url = /^url +(.*)$/m.exec(io.out())?.[1] ?? "";
  const env = { NH_CONNECTION_STRING: connection, NH_HUB: "shop" };

  const { token } = await createSasCredential(connection).getToken(`${url}/`);
  const { status } = await fetch(`${url}/shop?api-version=2020-06`, {
    method: "PUT",
    headers: { authorization: token, "if-match": "*" },
    body: encodeHubEntry({ credentials: { browser: { subject: "mailto:push@example.com", ...keys } } }),
  });
  expect([200, 201]).toContain(status);
  const installed = await fetch(`${url}/shop/installations/tab?api-version=2020-06`, {
    method: "PUT",
    headers: { authorization: token, "content-type": "application/json" },
    body: JSON.stringify({
      installationId: "tab",
      platform: "browser",
      pushChannel: { endpoint: first.subscription.endpoint, ...first.subscription.keys },
    }),
  });
  expect(installed.status).toBe(200);
  expect((await runCli(["send", "browser", "--title", "Hello", "--installation", "tab"], { env })).code).toBe(0);
  await vi.waitFor(() => expect(first.pushes).toHaveLength(1), { timeout: 30_000 });
  expect(first.pushes[0]?.text).toContain("Hello");
  await vi.waitFor(() => expect(io.err()).toMatch(/push 1 → 127\.0\.0\.1:\d+ delivered \(201\)/), { timeout: 30_000 });

  const show = await runCli(["deliveries", "show", "1"], { env });
  expect(show.out).toMatch(/pushed +delivered/);
  const to = JSON.stringify(second.subscription);
  const released = await runCli(["deliveries", "release", "1", "--to", to, "--json"], { env });
  expect(released.json()).toMatchObject({ id: "2", outcome: "Success", push: { state: "delivered", status: 201 } });
  expect(second.pushes.map(({ text }) => text)).toEqual(first.pushes.map(({ text }) => text));

  second.unsubscribe();
  const gone = await runCli(["deliveries", "release", "1", "--to", to], { env });
  expect([gone.code, gone.out]).toEqual([6, expect.stringContaining("handleGone")]);

  const busy = { status: 429, headers: { "retry-after": "300" } };
  double.next(busy);
  expect((await runCli(["send", "browser", "--title", "Later", "--installation", "tab"], { env })).code).toBe(0);
  await vi.waitFor(
    () => expect(io.err()).toMatch(/push 4 → 127\.0\.0\.1:\d+ failed, and is queued again \(429\): HTTP 429 /),
    { timeout: 30_000 },
  );
  const waiting = await runCli(["deliveries", "show", "4", "--json"], { env });
  expect(waiting.json()).toMatchObject({ outcome: "Pending", push: { state: "waiting", mayHaveBeenPushed: false } });

  io.interrupt(new Interrupted("SIGINT"));
  expect((await running).code).toBe(0);
});

it.each([
  [["--deliver=apple,nokia"], '--deliver must be a list of apple, fcmv1, browser, windows, adm, xiaomi, not "nokia".'],
  [["--deliver-hosts", "any"], "--deliver-hosts needs --deliver."],
])("refuses %s", async (words, message) => {
  const { code, err } = await runCli(["hub", "start", ...words]);
  expect([code, err]).toEqual([2, expect.stringContaining(message)]);
});

it("says that a hub only records when it was started without --deliver", async () => {
  const io = createTestIo({ env: {} });
  const running = runCli(["hub", "start", "--port", "0", "--no-https", "--hubs", "shop", "--json"], io);
  await vi.waitFor(() => expect(io.out()).not.toBe(""), { timeout: 30_000 });
  const { connectionString } = JSON.parse(io.out()) as { connectionString: string };
  const env = { NH_CONNECTION_STRING: connectionString, NH_HUB: "shop" };
  const handle = "ab".repeat(32);
  expect((await runCli(["send", "apple", "--title", "Hello", "--device", handle], { env })).code).toBe(0);
  const { code, err } = await runCli(["deliveries", "release", "1", "--to", handle], { env });
  expect([code, err]).toEqual([
    expect.any(Number),
    expect.stringContaining("This hub only records what it would push. To push for real, start it with --deliver."),
  ]);
  expect(code).not.toBe(0);
  io.interrupt(new Interrupted("SIGINT"));
  await running;
});

it("keeps the VAPID keys of its data folder, so that browsers stay subscribed", async () => {
  const { cwd } = createTestIo({ env: {} });
  const keyOf = async () => {
    const io = createTestIo({ env: {}, cwd });
    const words = ["--port", "0", "--no-https", "--hubs", "shop", "--data-dir", "data", "--deliver=browser", "--json"];
    const running = runCli(["hub", "start", ...words], io);
    await vi.waitFor(() => expect(io.out()).not.toBe(""), { timeout: 30_000 });
    const { url } = JSON.parse(io.out()) as { url: string };
    const { pushKey } = (await (await fetch(`${url}/_nh/connection`)).json()) as { pushKey: string };
    io.interrupt(new Interrupted("SIGINT"));
    await running;
    return pushKey;
  };
  const first = await keyOf();
  expect(first).toMatch(/^B[\w-]{86}$/);
  expect(await keyOf()).toBe(first);
});
