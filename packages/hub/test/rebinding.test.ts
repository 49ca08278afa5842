import { existsSync } from "node:fs";
import { createSasToken } from "@nh/auth";
import { developmentPolicy } from "@nh/hub";
import { type StartedHub, startHub } from "@nh/hub/node";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const installed = existsSync(executablePath);

/** The attacker's site: first it led to the attacker's server, now its name server leads here. */
const ATTACKER = "rebound.example";

/** What a page finds when it tries to use the hub: statuses, or why the browser shows none. */
type Attempts = Record<string, number | string>;

function attackInBrowser(): void {
  let started: StartedHub;
  let browser: Browser;
  let port: string;

  beforeAll(async () => {
    started = await startHub({ port: 0, httpsPort: false });
    ({ port } = new URL(started.url));
    await register(started);
    browser = await chromium.launch({
      executablePath,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // Chromium also keeps pages of the internet from local addresses. Other browsers do not, so
        // the hub must refuse them by itself.
        "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests",
        `--host-resolver-rules=MAP ${ATTACKER} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1`,
      ],
    });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await started?.close();
  });

  /** Opens a page of an origin, which then sends every kind of request to an address of the hub. */
  async function attack(pageOrigin: string, hubOrigin: string): Promise<Attempts> {
    const authorization = await createSasToken({
      resourceUri: `${hubOrigin}/`,
      keyName: developmentPolicy.keyName,
      key: developmentPolicy.primaryKey,
    });
    const page = await browser.newPage();
    try {
      // The page itself came from the attacker's server, before the name led here.
      await page.route(`${pageOrigin}/attack.html`, (route) =>
        route.fulfill({ contentType: "text/html", body: "<title>attack</title>" }),
      );
      await page.goto(`${pageOrigin}/attack.html`);
      return await page.evaluate(tryEverything, { hubOrigin, authorization });
    } finally {
      await page.close();
    }
  }

  it("refuses a page whose host name was made to point to this machine", async () => {
    const origin = `http://${ATTACKER}:${port}`;
    expect(await attack(origin, origin)).toEqual({
      "GET /hub/registrations?api-version=2020-06": 403,
      "POST /hub/messages/?api-version=2020-06": 403,
      "DELETE /hub/installations/phone?api-version=2020-06": 403,
      "GET /_nh/deliveries": 403,
      "POST /_nh/reset": 403,
    });
    expectUnharmed();
  });

  it("refuses a page of another port of localhost", async () => {
    const attempts = await attack(`http://localhost:${Number(port) + 1}`, `http://localhost:${port}`);
    for (const result of Object.values(attempts)) expect(result).toMatch(/^TypeError/);
    expectUnharmed();
  });

  it("serves a page of its own origin", async () => {
    const origin = `http://localhost:${port}`;
    const attempts = await attack(origin, origin);
    expect(attempts["GET /hub/registrations?api-version=2020-06"]).toBe(200);
    expect(attempts["GET /_nh/deliveries"]).toBe(200);
  });

  function expectUnharmed(): void {
    expect(started.hub.devices.list().map(({ installationId }) => installationId)).toEqual(["phone"]);
    expect(started.hub.deliveries.list()).toEqual([]);
  }
}

/** Runs in the page. */
async function tryEverything({ hubOrigin, authorization }: { hubOrigin: string; authorization: string }) {
  const attempts: Record<string, number | string> = {};
  const requests: [method: string, path: string, headers: Record<string, string>, body?: string][] = [
    ["GET", "/hub/registrations?api-version=2020-06", { authorization }],
    [
      "POST",
      "/hub/messages/?api-version=2020-06",
      { authorization, "content-type": "application/json", "servicebusnotification-format": "apple" },
      '{"aps":{"alert":"pwned"}}',
    ],
    ["DELETE", "/hub/installations/phone?api-version=2020-06", { authorization }],
    ["GET", "/_nh/deliveries", {}],
    ["POST", "/_nh/reset", {}],
  ];
  for (const [method, path, headers, body] of requests) {
    try {
      const response = await fetch(hubOrigin + path, { method, headers, ...(body === undefined ? {} : { body }) });
      attempts[`${method} ${path}`] = response.status;
    } catch (error) {
      attempts[`${method} ${path}`] = String(error);
    }
  }
  return attempts;
}

async function register({ url }: StartedHub): Promise<void> {
  const authorization = await createSasToken({
    resourceUri: `${url}/`,
    keyName: developmentPolicy.keyName,
    key: developmentPolicy.primaryKey,
  });
  await fetch(`${url}/hub/installations/phone?api-version=2020-06`, {
    method: "PUT",
    headers: { authorization, "content-type": "application/json" },
    body: '{"installationId":"phone","platform":"apns","pushChannel":"AA11BB22"}',
  });
}

describe("an attack through a browser", () => {
  if (installed) attackInBrowser();
  else {
    it(`is not tested, because ${executablePath} is not installed (set CHROMIUM_PATH)`, () => {
      expect(installed).toBe(false);
    });
  }
});
