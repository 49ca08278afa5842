import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { signFor } from "../../test/sas.js";
import { createHub } from "./create-hub.js";
import { hubHandlers } from "./hub-handlers.js";

const hub = createHub({ endpoint: "https://my.hub.example:8443/" });
const elsewhere = http.all(/./, () => HttpResponse.text("not the hub"));
const server = setupServer(...hubHandlers(hub), elsewhere);

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => hub.reset());
afterAll(() => {
  server.close();
  hub.close();
});

const init = (origin: string): RequestInit => ({
  method: "POST",
  headers: {
    authorization: signFor(`${origin}/`),
    "content-type": "application/json",
    "servicebusnotification-format": "apple",
  },
  body: '{"aps":{"alert":"Hello"}}',
});

describe("hubHandlers", () => {
  it.each([
    "https://my.hub.example:8443",
    "https://contoso.servicebus.windows.net",
    "https://Contoso-2.ServiceBus.windows.net:443",
    "https://contoso.notificationhub.windows.net",
    "https://contoso.servicebus.chinacloudapi.cn",
    "https://contoso.servicebus.usgovcloudapi.net",
  ])("serve requests to %s", async (origin) => {
    const response = await fetch(`${origin}/hub/messages/?api-version=2020-06`, init(origin));
    expect(response.status).toBe(201);
  });

  it("serve paths that msw would read as patterns", async () => {
    const origin = "https://contoso.servicebus.windows.net";
    const headers = { authorization: signFor(`${origin}/`) };
    const responses = [
      await fetch(`${origin}/hub/messages/$batch?api-version=2020-06&direct`, { method: "POST", headers }),
      await fetch(`${origin}/hub/tags/a*(b):c/registrations?api-version=2020-06`, { headers }),
    ];
    expect(responses.map(({ headers }) => headers.get("server"))).toEqual(["Kestrel", "Kestrel"]);
  });

  it("leave other hosts alone, even those that look alike", async () => {
    const others = [
      "https://elsewhere.example/x",
      "https://servicebus.windows.net/x",
      "https://a.servicebus.windows.net.example/x",
      "https://myxhub.example:8443/x",
    ];
    for (const url of others) expect(await (await fetch(url)).text()).toBe("not the hub");
    expect(hub.requests.list()).toEqual([]);
  });

  it("do not hide an error of the hub", async () => {
    const broken = createHub({ endpoint: "https://broken.example/" });
    const [handler] = hubHandlers(Object.assign(broken, { fetch: () => Promise.reject(new RangeError("a defect")) }));
    if (handler !== undefined) server.use(handler);
    // msw reports a handler that fails.
    const report = vi.spyOn(console, "error").mockImplementation(() => {});
    const response = await fetch("https://broken.example/hub/messages");
    expect(report).toHaveBeenCalled();
    report.mockRestore();
    expect([response.status, await response.json()]).toMatchObject([500, { message: "a defect" }]);
    server.resetHandlers();
    broken.close();
  });

  it("turn a broken connection into a network error", async () => {
    hub.faults.add({ match: { operation: "send" }, answer: { reset: true } });
    const origin = "https://contoso.servicebus.windows.net";
    await expect(fetch(`${origin}/hub/messages/?api-version=2020-06`, init(origin))).rejects.toBeInstanceOf(TypeError);
  });
});
