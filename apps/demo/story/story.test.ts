import { startHub } from "@nh/hub/node";
import { apple, windows } from "@nh/payloads";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DemoHub } from "../server/demo-hub.js";
import { demoDevices, registerDevices } from "../server/devices.js";
import { type Scenario, scenarios } from "./scenarios.js";
import { runStory, type ScenarioReport } from "./story.js";

let started: Awaited<ReturnType<typeof startHub>>;
let demo: DemoHub;
beforeAll(async () => {
  started = await startHub({ hubs: ["demo"], port: 0, httpsPort: false });
  demo = new DemoHub(started);
  const client = demo.connect();
  await registerDevices(client);
  await client.close();
});
afterAll(() => started.close());

async function run(story: readonly Scenario[]): Promise<ScenarioReport[]> {
  const reports: ScenarioReport[] = [];
  for await (const report of runStory(demo, story)) reports.push(report);
  return reports;
}

it("registers every device of the demo over HTTP", () => {
  expect(demo.hub.devices.list({ hub: "demo" })).toHaveLength(demoDevices.length);
  expect(demo.hub.requests.list().map(({ method, status }) => `${method} ${status}`)).toEqual(
    expect.arrayContaining(["PUT 200", "POST 200"]),
  );
});

describe("the story", () => {
  it("has the expected outcomes, in the order of the tutorial", async () => {
    const reports = await run(scenarios);
    expect(
      reports.flatMap(({ scenario, differences }) => differences.map((text) => `${scenario.title}: ${text}`)),
    ).toEqual([]);
    expect(reports.map(({ scenario }) => scenario.title)).toEqual([
      "Debug send",
      "Debug send to nobody",
      "Broadcast a toast to Windows",
      "Send to one tag",
      "Send to several tags",
      "Template send, each device in its own language",
      "Apple, as in the tutorial",
      "Apple",
      "Firebase (HTTP v1)",
      "Firebase (legacy)",
      "Windows badge",
      "Windows Phone",
      "Amazon",
      "Baidu",
      "Xiaomi",
      "Browser",
    ]);
  });

  it("shows the exact requests and responses, without secrets", async () => {
    const [debug] = await run(scenarios.slice(0, 1));
    const { request = "", response = "" } = debug?.send.exchange ?? {};
    expect(request).toContain(`POST ${started.url}/demo/messages`);
    expect(request).toContain("test=true");
    expect(request).toMatch(
      /Authorization: SharedAccessSignature sr=\S+&sig=\*\*\*&se=\d+&skn=DefaultFullSharedAccessSignature/,
    );
    expect(request).toContain("X-WNS-Type: wns/toast");
    expect(response).toContain("HTTP 201");
    expect(response).toContain("<Success>3</Success>");
    expect(response).not.toContain("https://db5p.notify.windows.com/?token=");
    expect(debug?.send.exchange.status).toBe(201);
    expect(debug?.send.deliveries).toHaveLength(3);
  });

  it("says what the builder refuses, and sends nothing", async () => {
    const [refused] = await run(scenarios.slice(6, 7));
    expect(refused?.send.exchange.request).toBeUndefined();
    expect(refused?.send.exchange.error).toMatchObject({ name: "PayloadError", code: "NH_PAYLOAD_INVALID" });
    expect(refused?.send.deliveries).toEqual([]);
  });
});

describe("differences", () => {
  const toast = `<toast><visual><binding template="ToastText01"><text id="1">Hi</text></binding></visual></toast>`;
  const base = { title: "", explanation: "", code: "", compose: () => windows(toast), audience: "sports" } as const;
  const differences = async (scenario: Scenario) => (await run([scenario])).flatMap((report) => report.differences);

  it("are found when another device is reached, or shows something else", async () => {
    const reaches = [{ device: "Warehouse" }, { device: "Front desk", shows: "Bye" }];
    expect(await differences({ ...base, expected: { reaches } })).toEqual([
      "Warehouse should have received it once, not 0 times.",
      'Front desk should show "Bye", not "Hi".',
    ]);
    expect(await differences({ ...base, expected: { reaches: [] } })).toEqual([
      "Front desk should not have received it.",
    ]);
  });

  it("are found when a test send counts other devices", async () => {
    const found = await differences({ ...base, test: true, expected: { reaches: [] } });
    expect(found).toContain("The response should count 0 successes and 0 failures, not 1 and 0.");
  });

  it("are found when a builder refuses nothing, or refuses a valid payload", async () => {
    expect(await differences({ ...base, expected: { refusedField: "aps" } })).toEqual([
      "The builder should have refused the field aps.",
    ]);
    const compose = () => apple('{"data":{}}');
    const [found] = await differences({ ...base, compose, expected: { reaches: [] } });
    expect(found).toMatch(/^The send failed: /);
  });
});
